package io.warnserver.configuration;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.warnserver.protocols.configuration.ApplicationConfiguration;
import io.warnserver.protocols.configuration.ApplicationConfigurationAndroid;
import io.warnserver.protocols.configuration.ApplicationConfigurationIOS;
import io.warnserver.protocols.configuration.KeyDownloadParametersIOS;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the app configuration's source files and makes the three messages of it that the apps
 * download (section "The configuration files that the apps download").
 */
public final class AppConfiguration {

  private static final Place REVOKED_BY_THE_SERVER = Place.top("revoked packages of this run");

  private final ApplicationConfiguration.Builder v1 = ApplicationConfiguration.newBuilder();
  private final ApplicationConfigurationAndroid.Builder android =
      ApplicationConfigurationAndroid.newBuilder();
  private final ApplicationConfigurationIOS.Builder ios = ApplicationConfigurationIOS.newBuilder();
  private final KeyDownloadParametersIOS.Builder revoked = KeyDownloadParametersIOS.newBuilder();
  private final Map<Descriptor, Message.Builder> builders =
      Stream.of(v1, android, ios, revoked)
          .collect(Collectors.toMap(Message.Builder::getDescriptorForType, builder -> builder));

  private final Faults unread = new Faults();
  private final Faults found = new Faults();

  private AppConfiguration() {}

  /**
   * Reads and checks everything; never throws for what the operator wrote.
   *
   * @param source the files
   * @param supportedCountries ISO 3166-1 alpha-2 codes, from the server's setting; the apps get
   *     them in alphabetical order
   * @param revocations packages to revoke besides those that the files name, usually none
   * @return the messages, or all faults
   */
  public static ConfigurationReading read(
      ConfigurationSource source, Collection<String> supportedCountries, Revocations revocations) {
    return new AppConfiguration().readAll(source, supportedCountries, revocations);
  }

  private ConfigurationReading readAll(
      ConfigurationSource source, Collection<String> countries, Revocations revocations) {
    readFiles(source);
    KeyDownloadParametersIOS byTheServer =
        KeyDownloadParametersIOS.newBuilder()
            .addAllRevokedDayPackages(revocations.days())
            .addAllRevokedHourPackages(revocations.hours())
            .build();

    SupportedCountriesRule.check(countries, found);
    MessageChecker checker =
        new MessageChecker(new FieldRules(regions(countries, revocations)), unread, found);
    for (SourceFile file : SourceFile.ALL) {
      Place place = Place.top(file.fileName());
      for (SourceFile.Part part : file.parts()) {
        checker.check(only(part), part.fields(), place);
      }
    }
    checker.check(byTheServer, REVOKED_BY_THE_SERVER);

    List<ConfigurationFault> faults =
        Stream.concat(unread.all().stream(), found.all().stream())
            .sorted(Comparator.comparingInt(fault -> SourceFile.position(fault.source())))
            .toList();
    if (!faults.isEmpty()) {
      return new ConfigurationReading.Invalid(faults);
    }
    return assemble(new TreeSet<>(countries), byTheServer);
  }

  /** A country that is supported no more can still have packages, and hence revoked ones. */
  private static Set<String> regions(Collection<String> countries, Revocations revocations) {
    Set<String> regions = new TreeSet<>(countries);
    revocations.days().forEach(day -> regions.add(day.getRegion()));
    revocations.hours().forEach(hour -> regions.add(hour.getRegion()));
    return regions;
  }

  private void readFiles(ConfigurationSource source) {
    Set<String> names;
    try {
      names = source.names();
    } catch (IOException e) {
      unread.add(Place.top("app configuration"), "cannot be read (" + SourceText.reason(e) + ")");
      for (SourceFile file : SourceFile.ALL) {
        unread.hide(Place.top(file.fileName()));
      }
      return;
    }
    for (SourceFile file : SourceFile.ALL) {
      Place place = Place.top(file.fileName());
      if (names.contains(file.fileName())) {
        readFile(source, file, place);
      } else {
        unread.add(place, "is missing");
      }
    }
    for (String name : names) {
      if (!SourceFile.names().contains(name)) {
        unread.add(
            Place.top(Quote.plain(name)),
            "is not known here; known are " + String.join(", ", SourceFile.names()));
      }
    }
  }

  private void readFile(ConfigurationSource source, SourceFile file, Place place) {
    Map<String, MessageReader.Slot> slots = new LinkedHashMap<>();
    for (SourceFile.Part part : file.parts()) {
      for (FieldDescriptor field : part.fields()) {
        slots.put(field.getJsonName(), new MessageReader.Slot(builders.get(part.message()), field));
      }
    }
    SourceText.read(source, place, unread)
        .flatMap(text -> YamlDocument.parse(text, place, unread))
        .ifPresent(top -> new MessageReader(unread).fill(slots, top, place));
  }

  /** The message without what other files wrote, for which this file is not to blame. */
  private Message only(SourceFile.Part part) {
    Message.Builder all = builders.get(part.message());
    Message.Builder only = all.buildPartial().newBuilderForType();
    for (FieldDescriptor field : part.fields()) {
      if (!field.hasPresence() || all.hasField(field)) {
        only.setField(field, all.getField(field));
      }
    }
    return only.buildPartial();
  }

  /** Copies what is written once to every message that carries it. */
  private ConfigurationReading assemble(Set<String> countries, KeyDownloadParametersIOS more) {
    KeyDownloadParametersIOS revokedOnce =
        KeyDownloadParametersIOS.newBuilder()
            .addAllRevokedDayPackages(
                union(revoked.getRevokedDayPackagesList(), more.getRevokedDayPackagesList()))
            .addAllRevokedHourPackages(
                union(revoked.getRevokedHourPackagesList(), more.getRevokedHourPackagesList()))
            .build();
    v1.setIosKeyDownloadParameters(revokedOnce);
    v1.getAndroidKeyDownloadParametersBuilder()
        .addAllRevokedDayPackages(revokedOnce.getRevokedDayPackagesList())
        .addAllRevokedHourPackages(revokedOnce.getRevokedHourPackagesList());
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

  private static <T> Set<T> union(List<T> first, List<T> second) {
    Set<T> union = new LinkedHashSet<>(first);
    union.addAll(second);
    return union;
  }
}
