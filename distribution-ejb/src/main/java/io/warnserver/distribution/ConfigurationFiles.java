package io.warnserver.distribution;

import io.warnserver.configuration.AppConfiguration;
import io.warnserver.configuration.ConfigurationFault;
import io.warnserver.configuration.ConfigurationReading;
import io.warnserver.configuration.ConfigurationSource;
import io.warnserver.configuration.Revocations;
import io.warnserver.keys.Country;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The app configuration's files by path, or why there are none.
 *
 * @param contents of export.bin of the three files, which has no header bytes; empty when there are
 *     faults
 * @param faults each by its full path in the sources; empty when it is valid
 */
record ConfigurationFiles(Map<String, byte[]> contents, List<String> faults) {

  /**
   * Reads the sources.
   *
   * @param revocations packages that the apps must forget besides those that the sources name
   */
  static ConfigurationFiles read(DistributionSettings settings, Revocations revocations) {
    ConfigurationSource source =
        settings
            .configurationDirectory()
            .map(ConfigurationSource::directory)
            .orElseGet(ConfigurationSource::shipped);
    TreeSet<String> supported =
        settings.countries().all().stream()
            .map(Country::code)
            .collect(Collectors.toCollection(TreeSet::new));
    ConfigurationReading reading = AppConfiguration.read(source, supported, revocations);
    if (reading instanceof ConfigurationReading.Valid valid) {
      Map<String, byte[]> contents = new LinkedHashMap<>();
      contents.put(ObjectPaths.configuration(settings.countries().own()), valid.v1().toByteArray());
      contents.put(ObjectPaths.CONFIGURATION_ANDROID, valid.android().toByteArray());
      contents.put(ObjectPaths.CONFIGURATION_IOS, valid.ios().toByteArray());
      return new ConfigurationFiles(contents, List.of());
    }
    List<ConfigurationFault> faults = ((ConfigurationReading.Invalid) reading).faults();
    return new ConfigurationFiles(
        Map.of(), faults.stream().map(ConfigurationFault::toString).toList());
  }
}
