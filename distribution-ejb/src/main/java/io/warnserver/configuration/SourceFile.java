package io.warnserver.configuration;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.warnserver.protocols.configuration.ApplicationConfiguration;
import io.warnserver.protocols.configuration.ApplicationConfigurationAndroid;
import io.warnserver.protocols.configuration.ApplicationConfigurationIOS;
import io.warnserver.protocols.configuration.KeyDownloadParametersIOS;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A source file and the fields at its top.
 *
 * @param fileName its name
 * @param parts its fields, by the message that they fill
 */
record SourceFile(String fileName, List<Part> parts) {

  /**
   * All of them, one per concern. What several messages share is written once: here stands the
   * message whose field of that name it fills; {@link AppConfiguration} copies it to the others.
   */
  static final List<SourceFile> ALL =
      List.of(
          of(
              "app-versions.yaml",
              part(ApplicationConfiguration.getDescriptor(), "appVersion"),
              part(
                  ApplicationConfigurationAndroid.getDescriptor(),
                  "minVersionCode",
                  "latestVersionCode")),
          of("app-features.yaml", part(ApplicationConfiguration.getDescriptor(), "appFeatures")),
          of(
              "download-and-detection.yaml",
              part(
                  ApplicationConfiguration.getDescriptor(),
                  "androidKeyDownloadParameters",
                  "iosExposureDetectionParameters",
                  "androidExposureDetectionParameters")),
          of(
              "revoked-packages.yaml",
              part(
                  KeyDownloadParametersIOS.getDescriptor(),
                  "revokedDayPackages",
                  "revokedHourPackages")),
          of(
              "exposure-v1.yaml",
              part(
                  ApplicationConfiguration.getDescriptor(),
                  "minRiskScore",
                  "riskScoreClasses",
                  "exposureConfig",
                  "attenuationDuration")),
          of(
              "risk-calculation-v2.yaml",
              part(ApplicationConfigurationAndroid.getDescriptor(), "riskCalculationParameters")),
          of(
              "exposure-android-v2.yaml",
              part(
                  ApplicationConfigurationAndroid.getDescriptor(),
                  "diagnosisKeysDataMapping",
                  "dailySummariesConfig")),
          of(
              "exposure-ios-v2.yaml",
              part(ApplicationConfigurationIOS.getDescriptor(), "exposureConfiguration")));

  /**
   * Fields of one message at the top of a file.
   *
   * @param message whose fields they are
   * @param fields those of the file
   */
  record Part(Descriptor message, List<FieldDescriptor> fields) {}

  private static SourceFile of(String fileName, Part... parts) {
    return new SourceFile(fileName, List.of(parts));
  }

  private static Part part(Descriptor message, String... fields) {
    return new Part(message, Stream.of(fields).map(message::findFieldByName).toList());
  }

  /** Their names, in alphabetical order. */
  static SortedSet<String> names() {
    return ALL.stream().map(SourceFile::fileName).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Where faults of a source stand in the list of all: other sources than files come last. */
  static int position(String source) {
    int position = 0;
    for (SourceFile file : ALL) {
      if (file.fileName.equals(source)) {
        break;
      }
      position++;
    }
    return position;
  }
}
