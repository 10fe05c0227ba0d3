package io.warnserver.distribution;

import com.google.protobuf.MessageLite;
import io.warnserver.configuration.AppConfiguration;
import io.warnserver.configuration.ConfigurationFault;
import io.warnserver.configuration.ConfigurationReading;
import io.warnserver.configuration.ConfigurationSource;
import io.warnserver.configuration.Revocations;
import io.warnserver.distribution.archive.Content;
import io.warnserver.keys.Country;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The app configuration's files by path, or why there are none.
 *
 * @param contents of the three files; empty when there are faults
 * @param faults each by its full path in the sources; empty when it is valid
 */
record ConfigurationFiles(Map<String, Content> contents, List<String> faults) {

  /** Reads the sources. */
  static ConfigurationFiles read(DistributionSettings settings) {
    ConfigurationSource source =
        settings
            .configurationDirectory()
            .map(ConfigurationSource::directory)
            .orElseGet(ConfigurationSource::shipped);
    TreeSet<String> supported =
        settings.countries().all().stream()
            .map(Country::code)
            .collect(Collectors.toCollection(TreeSet::new));
    ConfigurationReading reading = AppConfiguration.read(source, supported, Revocations.none());
    if (reading instanceof ConfigurationReading.Valid valid) {
      Map<String, Content> contents = new LinkedHashMap<>();
      contents.put(ObjectPaths.configuration(settings.countries().own()), content(valid.v1()));
      contents.put(ObjectPaths.CONFIGURATION_ANDROID, content(valid.android()));
      contents.put(ObjectPaths.CONFIGURATION_IOS, content(valid.ios()));
      return new ConfigurationFiles(contents, List.of());
    }
    List<ConfigurationFault> faults = ((ConfigurationReading.Invalid) reading).faults();
    return new ConfigurationFiles(
        Map.of(), faults.stream().map(ConfigurationFault::toString).toList());
  }

  /** The message alone: a configuration file has no header bytes. */
  private static Content content(MessageLite message) {
    return message::writeTo;
  }
}
