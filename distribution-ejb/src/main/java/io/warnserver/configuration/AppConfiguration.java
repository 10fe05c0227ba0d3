package io.warnserver.configuration;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import io.warnserver.keys.Country;
import io.warnserver.keys.SupportedCountries;
import io.warnserver.protocols.configuration.ApplicationConfiguration;
import io.warnserver.protocols.configuration.ApplicationConfigurationAndroid;
import io.warnserver.protocols.configuration.ApplicationConfigurationIOS;
import io.warnserver.protocols.configuration.KeyDownloadParametersIOS;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * Reads the app configuration's source files and makes the three messages of it that the apps
 * download (section "The configuration files that the apps download").
 */
public final class AppConfiguration {

  private static final Set<String> ISO_3166_1 = Set.of(Locale.getISOCountries());

  private final ApplicationConfiguration.Builder v1 = ApplicationConfiguration.newBuilder();
  private final ApplicationConfigurationAndroid.Builder android =
      ApplicationConfigurationAndroid.newBuilder();
  private final ApplicationConfigurationIOS.Builder ios = ApplicationConfigurationIOS.newBuilder();
  private final KeyDownloadParametersIOS.Builder revoked = KeyDownloadParametersIOS.newBuilder();
  private final Map<Descriptor, Message.Builder> builders =
      Stream.of(v1, android, ios, revoked)
          .collect(Collectors.toMap(Message.Builder::getDescriptorForType, builder -> builder));

  private final ConfigurationSource source;
  private final List<String> countries;
  private final KeyDownloadParametersIOS byTheServer;
  private final Faults unread = new Faults();
  private final Faults found = new Faults();
  private final MessageChecker checker;

  /**
   * @param source the files
   * @param countries the apps get them in alphabetical order
   * @param revocations packages to revoke besides those that the files name, usually none; not
   *     checked: regions and dates are the ledger's, and apps compare an ETag as the store gave it
   */
  public AppConfiguration(
      ConfigurationSource source,
      SupportedCountries countries,
      KeyDownloadParametersIOS revocations) {
    this.source = source;
    this.countries = countries.all().stream().map(Country::code).toList();
    this.byTheServer = revocations;
    checker = new MessageChecker(new FieldRules(Set.copyOf(this.countries)), unread, found);
  }

  /**
   * Reads and checks everything, once; never throws for what the operator wrote.
   *
   * @return the messages, or all faults
   */
  public ConfigurationReading read() {
    for (String country : countries) {
      if (!ISO_3166_1.contains(country)) {
        found.add(
            Place.top("warn.supported-countries"),
            Quote.text(country) + " is not the ISO 3166-1 alpha-2 code of a country");
      }
    }
    readFiles();
    List<String> faults =
        Stream.concat(unread.all().stream(), found.all().stream())
            .sorted(Comparator.comparingInt(fault -> position(fault.place().source())))
            .map(Faults.Fault::toString)
            .toList();
    return faults.isEmpty() ? assemble() : new ConfigurationReading.Invalid(faults);
  }

  /** Other sources than files come last. */
  private static int position(String source) {
    int position = SourceFile.NAMES.indexOf(source);
    return position < 0 ? SourceFile.NAMES.size() : position;
  }

  private void readFiles() {
    Set<String> names;
    try {
      names = source.names();
    } catch (IOException e) {
      unread.add(Place.top("app configuration"), "cannot be read (" + SourceText.reason(e) + ")");
      return;
    }
    for (String name : SourceFile.NAMES) {
      Place place = Place.top(name);
      if (names.contains(name)) {
        SourceText.read(source, place, unread)
            .flatMap(text -> YamlDocument.parse(text, place, unread))
            .ifPresent(top -> readFile(SourceFile.named(name), top, place));
      } else {
        unread.add(place, "is missing");
      }
    }
    for (String name : names) {
      if (!SourceFile.NAMES.contains(name)) {
        unread.add(
            Place.top(Quote.plain(name)),
            "is not known here; known are " + String.join(", ", new TreeSet<>(SourceFile.NAMES)));
      }
    }
  }

  /** Checks it by itself: it is not to blame for what other files wrote to the same message. */
  private void readFile(List<SourceFile> parts, MappingNode top, Place place) {
    Map<SourceFile, Message.Builder> read = new LinkedHashMap<>();
    Map<String, MessageReader.Slot> slots = new LinkedHashMap<>();
    for (SourceFile part : parts) {
      read.put(part, part.message().newBuilderForType());
      slots.putAll(MessageReader.Slot.of(read.get(part), part.fields()));
    }
    new MessageReader(unread).fill(slots, top, place);
    read.forEach(
        (part, builder) -> {
          Message message = builder.build();
          checker.check(message, part.fields(), place);
          builders.get(message.getDescriptorForType()).mergeFrom(message);
        });
  }

  /** Copies what is written once to every message that carries it. */
  private ConfigurationReading assemble() {
    byTheServer.getRevokedDayPackagesList().stream()
        .filter(day -> !revoked.getRevokedDayPackagesList().contains(day))
        .forEach(revoked::addRevokedDayPackages);
    byTheServer.getRevokedHourPackagesList().stream()
        .filter(hour -> !revoked.getRevokedHourPackagesList().contains(hour))
        .forEach(revoked::addRevokedHourPackages);
    v1.setIosKeyDownloadParameters(revoked);
    v1.getAndroidKeyDownloadParametersBuilder()
        .addAllRevokedDayPackages(revoked.getRevokedDayPackagesList())
        .addAllRevokedHourPackages(revoked.getRevokedHourPackagesList());
    v1.addAllSupportedCountries(countries);

    android
        .setAppFeatures(v1.getAppFeatures())
        .addAllSupportedCountries(countries)
        .setKeyDownloadParameters(v1.getAndroidKeyDownloadParameters())
        .setExposureDetectionParameters(v1.getAndroidExposureDetectionParameters());
    ios.setMinVersion(v1.getAppVersion().getIos().getMin())
        .setLatestVersion(v1.getAppVersion().getIos().getLatest())
        .setAppFeatures(v1.getAppFeatures())
        .addAllSupportedCountries(countries)
        .setKeyDownloadParameters(v1.getIosKeyDownloadParameters())
        .setExposureDetectionParameters(v1.getIosExposureDetectionParameters())
        .setRiskCalculationParameters(android.getRiskCalculationParameters());
    return new ConfigurationReading.Valid(v1.build(), android.build(), ios.build());
  }
}
