package io.warnserver.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each rule of the section "Validation", as an edit of one shipped file and the fault it causes.
 */
final class ValueRulesTest {

  private static final String V1 = "exposure-v1.yaml";
  private static final String RISK = "risk-calculation-v2.yaml";
  private static final String ANDROID = "exposure-android-v2.yaml";
  private static final String IOS = "exposure-ios-v2.yaml";
  private static final String VERSIONS = "app-versions.yaml";
  private static final String DOWNLOAD = "download-and-detection.yaml";
  private static final String FEATURES = "app-features.yaml";

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource({"firstGeneration", "riskClasses", "secondGeneration", "shared"})
  void brokenRule_isReportedByItsPath(String file, String from, String to, String fault)
      throws Exception {
    EditedSource source = new EditedSource().replace(file, from, to);

    assertThat(Readings.faults(source)).containsExactly(file + ": " + fault);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("bounds")
  void valueAtABound_isTaken(String file, String from, String to) throws Exception {
    EditedSource source = new EditedSource().replace(file, from, to);

    assertThat(Readings.faults(source)).isEmpty();
  }

  static Stream<Arguments> firstGeneration() {
    String weight = "exposureConfig.transmissionWeight: ";
    return Stream.of(
        fault(V1, "gt30Min: 1", "gt30Min: 9", "exposureConfig.duration.gt30Min: 9 is outside 0..8"),
        fault(
            V1,
            "appDefined8: 8",
            "appDefined8: -1",
            "exposureConfig.transmission.appDefined8: -1 is outside 0..8"),
        fault(
            V1,
            "ge14Days: 5",
            "ge14Days: 9",
            "exposureConfig.daysSinceLastExposure.ge14Days: 9 is outside 0..8"),
        fault(
            V1,
            "le10Dbm: 2",
            "le10Dbm: 100",
            "exposureConfig.attenuation.le10Dbm: 100 is outside 0..8"),
        fault(
            V1,
            "transmissionWeight: 50",
            "transmissionWeight: 0",
            weight + "0 is outside 0.001..100"),
        fault(
            V1,
            "transmissionWeight: 50",
            "transmissionWeight: 100.001",
            weight + "100.001 is outside 0.001..100"),
        fault(
            V1,
            "transmissionWeight: 50",
            "transmissionWeight: 0.0009",
            weight + "0.0009 is outside 0.001..100"),
        fault(
            V1,
            "transmissionWeight: 50",
            "transmissionWeight: 1.2345",
            weight + "1.2345 has more than 3 decimal places"),
        fault(
            V1,
            "daysWeight: 20",
            "daysWeight: -5",
            "exposureConfig.daysWeight: -5 is outside 0.001..100"),
        fault(
            V1,
            "durationWeight: 50",
            "durationWeight: 101",
            "exposureConfig.durationWeight: 101 is outside 0.001..100"),
        fault(
            V1,
            "attenuationWeight: 50",
            "attenuationWeight: 0.0015",
            "exposureConfig.attenuationWeight: 0.0015 has more than 3 decimal places"),
        fault(V1, "low: 1.0", "low: 1.1", "attenuationDuration.weights.low: 1.1 is outside 0..1"),
        fault(V1, "mid: 0.5", "mid: -0.5", "attenuationDuration.weights.mid: -0.5 is outside 0..1"),
        fault(V1, "high: 0.0", "high: 2", "attenuationDuration.weights.high: 2 is outside 0..1"),
        fault(
            V1,
            "upper: 63",
            "upper: 101",
            "attenuationDuration.thresholds.upper: 101 is outside 0..100"),
        fault(
            V1,
            "lower: 55",
            "lower: -1",
            "attenuationDuration.thresholds.lower: -1 is outside 0..100"),
        fault(
            V1,
            "lower: 55",
            "lower: 63",
            "attenuationDuration.thresholds.lower: 63 is not below upper (63)"),
        fault(
            V1,
            "lower: 55",
            "lower: 64",
            "attenuationDuration.thresholds.lower: 64 is not below upper (63)"),
        fault(V1, "minRiskScore: 11", "minRiskScore: -1", "minRiskScore: -1 is outside 0..4096"),
        fault(
            V1,
            "riskScoreNormalizationDivisor: 50",
            "riskScoreNormalizationDivisor: 0",
            "attenuationDuration.riskScoreNormalizationDivisor: 0 is below 1"));
  }

  static Stream<Arguments> riskClasses() {
    String classes = "riskScoreClasses.riskClasses";
    String low = "min: 0\n      max: 15";
    String high = "min: 15\n      max: 9999";
    return Stream.of(
        fault(
            V1,
            low,
            "min: 1\n      max: 15",
            classes + "[0].min: 1 leaves a gap: scores from 0 on have no class"),
        fault(
            V1,
            high,
            "min: 16\n      max: 9999",
            classes + "[1].min: 16 leaves a gap: scores from 15 on have no class"),
        fault(
            V1,
            high,
            "min: 14\n      max: 9999",
            classes + "[1].min: 14 overlaps the class before, which ends at 15"),
        fault(V1, high, "min: 15\n      max: 15", classes + "[1].min: 15 is not below max (15)"),
        fault(V1, "label: LOW", "label: HIGH", classes + "[1].label: \"HIGH\" appears twice"),
        fault(V1, "label: LOW", "label: ''", classes + "[0].label: is blank"),
        fault(
            V1,
            "https://www.coronawarn.app # where",
            "ftp://www.coronawarn.app # where",
            classes + "[0].url: \"ftp://www.coronawarn.app\" is not an http or https address"),
        fault(
            V1,
            "https://www.coronawarn.app # where",
            "www.coronawarn.app # where",
            classes + "[0].url: \"www.coronawarn.app\" is not an http or https address"),
        fault(
            V1,
            "https://www.coronawarn.app # where",
            "\"https://a b\" # where",
            classes + "[0].url: \"https://a b\" is not an http or https address"));
  }

  static Stream<Arguments> secondGeneration() {
    String risk = "riskCalculationParameters.";
    String attenuation = risk + "minutesAtAttenuationWeights";
    return Stream.of(
        fault(
            RISK,
            "{min: 73, max: 79, maxExclusive: true}",
            "{min: 79, max: 79}",
            attenuation + "[2].attenuationRange.min: 79 is not below max (79)"),
        fault(
            RISK,
            "{min: 9, max: 99999}",
            "{min: 9, max: 5.5}",
            risk
                + "normalizedTimePerDayToRiskLevelMapping[1].normalizedTimeRange.min: 9 is not below max (5.5)"),
        fault(
            RISK,
            "trlFilters: []",
            "trlFilters: [{dropIfTrlInRange: {min: 4, max: 3}}]",
            risk + "trlFilters[0].dropIfTrlInRange.min: 4 is not below max (3)"),
        fault(
            RISK,
            "minutesAtAttenuationFilters: []",
            "minutesAtAttenuationFilters: [{attenuationRange: {min: 0, max: 9}, dropIfMinutesInRange: {min: 2, max: 1}}]",
            risk
                + "minutesAtAttenuationFilters[0].dropIfMinutesInRange.min: 2 is not below max (1)"),
        fault(
            RISK, "weight: 0.8", "weight: 1.01", attenuation + "[0].weight: 1.01 is outside 0..1"),
        fault(
            RISK,
            "transmissionRiskLevel: 8",
            "transmissionRiskLevel: 9",
            risk + "transmissionRiskValueMapping[7].transmissionRiskLevel: 9 is outside 0..8"),
        fault(
            RISK,
            "transmissionRiskLevel: 8",
            "transmissionRiskLevel: 7",
            risk + "transmissionRiskValueMapping[7].transmissionRiskLevel: 7 appears twice"),
        fault(
            RISK,
            "transmissionRiskValue: 1.6",
            "transmissionRiskValue: -1.6",
            risk + "transmissionRiskValueMapping[7].transmissionRiskValue: -1.6 is below 0"),
        fault(
            RISK,
            "max: 99999}\n      riskLevel: HIGH",
            "max: 99999}\n      riskLevel: 0",
            risk + "normalizedTimePerDayToRiskLevelMapping[1].riskLevel: 0 is outside 1..2"),
        fault(
            RISK,
            "reportTypeOffsetConfirmedTest: 6",
            "reportTypeOffsetConfirmedTest: 9",
            risk + "trlEncoding.reportTypeOffsetConfirmedTest: 9 is outside 0..8"),
        fault(
            RISK,
            "maxEncounterAgeInDays: 10",
            "maxEncounterAgeInDays: 0",
            risk + "maxEncounterAgeInDays: 0 is below 1"),
        fault(
            ANDROID,
            "reportTypeWhenMissing: 1",
            "reportTypeWhenMissing: 5",
            "diagnosisKeysDataMapping.reportTypeWhenMissing: 5 is outside 1..4"),
        fault(
            ANDROID,
            "2: 2",
            "2: 3",
            "diagnosisKeysDataMapping.daysSinceOnsetToInfectiousness.2: 3 is outside 0..2"),
        fault(
            ANDROID,
            "2: 2",
            "15: 2",
            "diagnosisKeysDataMapping.daysSinceOnsetToInfectiousness.15: the key 15 is outside -14..14"),
        fault(
            ANDROID,
            "[30, 50, 70]",
            "[30, 50, 50]",
            "dailySummariesConfig.attenuationBucketThresholdDb[2]: 50 is not above the one before (50)"),
        fault(
            ANDROID,
            "[30, 50, 70]",
            "[30, 50, 256]",
            "dailySummariesConfig.attenuationBucketThresholdDb[2]: 256 is outside 0..255"),
        fault(
            ANDROID,
            "[30, 50, 70]",
            "[30, 50]",
            "dailySummariesConfig.attenuationBucketThresholdDb: has 2 values instead of 3"),
        fault(
            ANDROID,
            "[1.0, 1.0, 1.0, 1.0]",
            "[1.0, 1.0, 1.0]",
            "dailySummariesConfig.attenuationBucketWeights: has 3 values instead of 4"),
        fault(
            ANDROID,
            "[1.0, 1.0, 1.0, 1.0]",
            "[1.0, 1.0, 2.51, 1.0]",
            "dailySummariesConfig.attenuationBucketWeights[2]: 2.51 is outside 0..2.5"),
        fault(
            IOS,
            "[30, 50, 70]",
            "[50, 30, 70]",
            "exposureConfiguration.attenuationDurationThresholds[1]: 30 is not above the one before (50)"),
        fault(
            IOS,
            "reportTypeRecursiveWeight: 1.0",
            "reportTypeRecursiveWeight: 250.5",
            "exposureConfiguration.reportTypeRecursiveWeight: 250.5 is outside 0..250"),
        fault(
            IOS,
            "reportTypeNoneMap: 0",
            "reportTypeNoneMap: 5",
            "exposureConfiguration.reportTypeNoneMap: 5 is outside 0..4"));
  }

  static Stream<Arguments> shared() {
    String ios = "latest: {major: 1, minor: 5, patch: 3}";
    String android = "latest: {major: 1, minor: 0, patch: 4}";
    return Stream.of(
        fault(
            VERSIONS,
            ios,
            "latest: {major: 1, minor: 5, patch: 2}",
            "appVersion.ios.min: 1.5.3 is above latest (1.5.2)"),
        fault(
            VERSIONS,
            ios,
            "latest: {major: 1, minor: 4, patch: 9}",
            "appVersion.ios.min: 1.5.3 is above latest (1.4.9)"),
        fault(
            VERSIONS,
            android,
            "latest: {major: 0, minor: 9, patch: 9}",
            "appVersion.android.min: 1.0.4 is above latest (0.9.9)"),
        fault(
            VERSIONS,
            "minVersionCode: 31",
            "minVersionCode: 32",
            "minVersionCode: 32 is above latestVersionCode (31)"),
        fault(
            DOWNLOAD,
            "downloadTimeoutInSeconds: 60",
            "downloadTimeoutInSeconds: 0",
            "androidKeyDownloadParameters.downloadTimeoutInSeconds: 0 is below 1"),
        fault(
            DOWNLOAD,
            "overallTimeoutInSeconds: 900",
            "overallTimeoutInSeconds: -900",
            "androidExposureDetectionParameters.overallTimeoutInSeconds: -900 is below 1"),
        fault(
            FEATURES,
            "appFeatures: []",
            "appFeatures: [{label: a, value: 1}, {label: a, value: 2}]",
            "appFeatures.appFeatures[1].label: \"a\" appears twice"));
  }

  static Stream<Arguments> bounds() {
    return Stream.of(
        arguments(V1, "gt30Min: 1", "gt30Min: 8"),
        arguments(V1, "gt30Min: 1", "gt30Min: RISK_LEVEL_HIGHEST"),
        arguments(V1, "transmissionWeight: 50", "transmissionWeight: 0.001"),
        arguments(V1, "transmissionWeight: 50", "transmissionWeight: 100.000"),
        arguments(V1, "transmissionWeight: 50", "transmissionWeight: 1.23400"),
        arguments(V1, "lower: 55", "lower: 0"),
        arguments(V1, "upper: 63", "upper: 100"),
        arguments(V1, "https://www.coronawarn.app # where", "HTTP://localhost:8080/a?b=c # where"),
        arguments(RISK, "weight: 0.8", "weight: 0"),
        arguments(VERSIONS, "minVersionCode: 31", "minVersionCode: 0"),
        arguments(ANDROID, "2: 2", "-14: 2"),
        arguments(FEATURES, "appFeatures: []", "appFeatures: [{label: a, value: 1}]"));
  }

  private static Arguments fault(String file, String from, String to, String fault) {
    return arguments(file, from, to, fault);
  }
}
