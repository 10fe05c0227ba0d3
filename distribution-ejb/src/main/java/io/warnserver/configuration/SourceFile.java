package io.warnserver.configuration;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.warnserver.protocols.configuration.ApplicationConfiguration;
import io.warnserver.protocols.configuration.ApplicationConfigurationAndroid;
import io.warnserver.protocols.configuration.ApplicationConfigurationIOS;
import io.warnserver.protocols.configuration.KeyDownloadParametersIOS;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a source file has at its top for one message; for most files that is all.
 *
 * @param name of the file
 * @param message an empty one of the kind that is filled
 * @param fields of the message that are in the file
 */
record SourceFile(String name, Message message, List<FieldDescriptor> fields) {

  private static final Message V1 = ApplicationConfiguration.getDefaultInstance();
  private static final Message ANDROID = ApplicationConfigurationAndroid.getDefaultInstance();
  private static final Message IOS = ApplicationConfigurationIOS.getDefaultInstance();
  private static final Message REVOKED = KeyDownloadParametersIOS.getDefaultInstance();

  /**
   * All of them, one file per concern. What several messages share is written once: here stands the
   * message whose field of that name it fills; {@link AppConfiguration} copies it to the others.
   */
  private static final List<SourceFile> ALL =
      List.of(
          of("app-versions.yaml", V1, "appVersion"),
          of("app-versions.yaml", ANDROID, "minVersionCode", "latestVersionCode"),
          of("app-features.yaml", V1, "appFeatures"),
          of(
              "download-and-detection.yaml",
              V1,
              "androidKeyDownloadParameters",
              "iosExposureDetectionParameters",
              "androidExposureDetectionParameters"),
          of("revoked-packages.yaml", REVOKED, "revokedDayPackages", "revokedHourPackages"),
          of(
              "exposure-v1.yaml",
              V1,
              "minRiskScore",
              "riskScoreClasses",
              "exposureConfig",
              "attenuationDuration"),
          of("risk-calculation-v2.yaml", ANDROID, "riskCalculationParameters"),
          of(
              "exposure-android-v2.yaml",
              ANDROID,
              "diagnosisKeysDataMapping",
              "dailySummariesConfig"),
          of("exposure-ios-v2.yaml", IOS, "exposureConfiguration"));

  /** The names of all files, in the order in which they and their faults are told. */
  static final List<String> NAMES = ALL.stream().map(SourceFile::name).distinct().toList();

  private static SourceFile of(String name, Message message, String... fields) {
    Descriptor type = message.getDescriptorForType();
    return new SourceFile(name, message, Stream.of(fields).map(type::findFieldByName).toList());
  }

  /** What the file of a name has. */
  static List<SourceFile> named(String name) {
    return ALL.stream().filter(file -> file.name.equals(name)).toList();
  }
}
