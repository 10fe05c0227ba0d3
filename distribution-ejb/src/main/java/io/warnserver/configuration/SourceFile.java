package io.warnserver.configuration;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.warnserver.protocols.configuration.ApplicationConfiguration;
import io.warnserver.protocols.configuration.ApplicationConfigurationAndroid;
import io.warnserver.protocols.configuration.ApplicationConfigurationIOS;
import io.warnserver.protocols.configuration.KeyDownloadParametersIOS;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A source file and the fields at its top.
 *
 * @param fileName its name
 * @param parts its fields, by the message that they fill
 */
record SourceFile(String fileName, List<Part> parts) {

  private static final Message V1 = ApplicationConfiguration.getDefaultInstance();
  private static final Message ANDROID = ApplicationConfigurationAndroid.getDefaultInstance();
  private static final Message IOS = ApplicationConfigurationIOS.getDefaultInstance();
  private static final Message REVOKED = KeyDownloadParametersIOS.getDefaultInstance();

  /**
   * All of them, one per concern. What several messages share is written once: here stands the
   * message whose field of that name it fills; {@link AppConfiguration} copies it to the others.
   */
  static final List<SourceFile> ALL =
      List.of(
          of(
              "app-versions.yaml",
              part(V1, "appVersion"),
              part(ANDROID, "minVersionCode", "latestVersionCode")),
          of("app-features.yaml", part(V1, "appFeatures")),
          of(
              "download-and-detection.yaml",
              part(
                  V1,
                  "androidKeyDownloadParameters",
                  "iosExposureDetectionParameters",
                  "androidExposureDetectionParameters")),
          of("revoked-packages.yaml", part(REVOKED, "revokedDayPackages", "revokedHourPackages")),
          of(
              "exposure-v1.yaml",
              part(
                  V1, "minRiskScore", "riskScoreClasses", "exposureConfig", "attenuationDuration")),
          of("risk-calculation-v2.yaml", part(ANDROID, "riskCalculationParameters")),
          of(
              "exposure-android-v2.yaml",
              part(ANDROID, "diagnosisKeysDataMapping", "dailySummariesConfig")),
          of("exposure-ios-v2.yaml", part(IOS, "exposureConfiguration")));

  private static final List<String> NAMES = ALL.stream().map(SourceFile::fileName).toList();

  /**
   * Fields of one message at the top of a file.
   *
   * @param message an empty one of the kind whose fields they are
   * @param fields those of the file
   */
  record Part(Message message, List<FieldDescriptor> fields) {}

  private static SourceFile of(String fileName, Part... parts) {
    return new SourceFile(fileName, List.of(parts));
  }

  private static Part part(Message message, String... fields) {
    return new Part(
        message, Stream.of(fields).map(message.getDescriptorForType()::findFieldByName).toList());
  }

  /** Their names, in alphabetical order. */
  static SortedSet<String> names() {
    return new TreeSet<>(NAMES);
  }

  /** Where faults of a source stand in the list of all: other sources than files come last. */
  static int position(String source) {
    return NAMES.contains(source) ? NAMES.indexOf(source) : NAMES.size();
  }
}
