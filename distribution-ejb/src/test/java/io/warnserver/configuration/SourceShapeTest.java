package io.warnserver.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names and types that do not fit, and that all faults are told at once. */
final class SourceShapeTest {

  private static final String V1 = "exposure-v1.yaml";

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("edits")
  void wrongShape_isReportedByItsPath(String file, String from, String to, String fault)
      throws Exception {
    EditedSource source = new EditedSource().replace(file, from, to);

    assertThat(Readings.faults(source)).containsExactly(file + ": " + fault);
  }

  static Stream<Arguments> edits() {
    String duration = "exposureConfig.duration.gt30Min: ";
    String noLevel =
        " is not a whole number or one of the names RISK_LEVEL_UNSPECIFIED, RISK_LEVEL_LOWEST, RISK_LEVEL_LOW, RISK_LEVEL_LOW_MEDIUM, RISK_LEVEL_MEDIUM, RISK_LEVEL_MEDIUM_HIGH, RISK_LEVEL_HIGH, RISK_LEVEL_VERY_HIGH, RISK_LEVEL_HIGHEST";
    return Stream.of(
        arguments(V1, "    gt30Min: 1\n", "", duration + "is missing"),
        arguments(V1, "gt30Min: 1", "gt30Min:", duration + "has no value"),
        arguments(V1, "gt30Min: 1", "gt30Min: '1'", duration + "\"1\"" + noLevel),
        arguments(V1, "gt30Min: 1", "gt30Min: 1.5", duration + "1.5" + noLevel),
        arguments(V1, "gt30Min: 1", "gt30Min: HIGH", duration + "HIGH" + noLevel),
        arguments(
            V1,
            "gt30Min: 1",
            "gt30Min: 9999999999",
            duration + "9999999999 is outside -2147483648..2147483647"),
        arguments(
            V1,
            "gt30Min: 1",
            "gt30Min: 1\n    gt30Min: 2",
            duration + "is written twice (line 42 and line 43)"),
        arguments(
            V1,
            "gt30Min: 1",
            "gt30Min: 1\n    gt_31_min: 1",
            "exposureConfig.duration.gt_31_min: is not known here; known are eq0Min, gt0Le5Min, gt5Le10Min, gt10Le15Min, gt15Le20Min, gt20Le25Min, gt25Le30Min, gt30Min"),
        arguments(
            V1,
            "minRiskScore: 11",
            "minRiskScore: 11.0",
            "minRiskScore: 11.0 is not a whole number"),
        arguments(
            V1,
            "minRiskScore: 11",
            "minRiskScore: [11]",
            "minRiskScore: must be a whole number, not a list or fields"),
        arguments(
            V1,
            "minRiskScore: 11",
            "minRiskScore: 11\nsupportedCountries: [FR]",
            "supportedCountries: is not known here; known are minRiskScore, riskScoreClasses, exposureConfig, attenuationDuration"),
        arguments(
            V1,
            "daysWeight: 20",
            "daysWeight: .inf",
            "exposureConfig.daysWeight: .inf is not a number such as 1.5"),
        arguments(
            V1,
            "daysWeight: 20",
            "daysWeight: 2e1",
            "exposureConfig.daysWeight: 2e1 is not a number such as 1.5"),
        arguments(
            V1,
            "label: LOW",
            "label: 5",
            "riskScoreClasses.riskClasses[0].label: 5 is not text; put it in quotes"),
        arguments(
            "app-versions.yaml",
            "latest: {major: 1, minor: 5, patch: 3}",
            "latest: 1.5.3",
            "appVersion.ios.latest: must hold fields, each written as \"name: value\""),
        arguments(
            "app-versions.yaml",
            "latest: {major: 1, minor: 5, patch: 3}",
            "latest: {major: -1, minor: 5, patch: 3}",
            "appVersion.ios.latest.major: -1 is outside 0..2147483647"),
        arguments(
            "app-features.yaml",
            "appFeatures: []",
            "appFeatures:",
            "appFeatures.appFeatures: must be a list (an empty one is written [])"),
        arguments(
            "app-features.yaml",
            "appFeatures: []",
            "appFeatures: [on]",
            "appFeatures.appFeatures[0]: must hold fields, each written as \"name: value\""),
        arguments(
            "risk-calculation-v2.yaml",
            "{min: 73, max: 79, maxExclusive: true}",
            "{min: 73, max: 79, maxExclusive: yes}",
            "riskCalculationParameters.minutesAtAttenuationWeights[2].attenuationRange.maxExclusive: yes is not true or false"),
        arguments(
            "exposure-android-v2.yaml",
            "[30, 50, 70]",
            "[30, x, 70]",
            "dailySummariesConfig.attenuationBucketThresholdDb[1]: x is not a whole number"),
        arguments(
            "exposure-android-v2.yaml",
            "2: 2",
            "two: 2",
            "diagnosisKeysDataMapping.daysSinceOnsetToInfectiousness.two: two is not a whole number"),
        arguments(
            "exposure-android-v2.yaml",
            "2: 2",
            "1: 2",
            "diagnosisKeysDataMapping.daysSinceOnsetToInfectiousness.1: is written twice (line 9 and line 10)"),
        arguments(
            "download-and-detection.yaml",
            "overallTimeoutInSeconds: 480",
            "revokedDayPackages: []\n  overallTimeoutInSeconds: 480",
            "androidKeyDownloadParameters.revokedDayPackages: is not known here; known are downloadTimeoutInSeconds, overallTimeoutInSeconds"));
  }

  @Test
  void severalFaults_areAllTold() throws Exception {
    EditedSource source =
        new EditedSource()
            .replace(V1, "gt30Min: 1", "gt30Min: 9")
            .replace(V1, "gt25Le30Min: 1", "gt25Le30Min: x")
            .replace(V1, "lower: 55", "lower: 70")
            .replace(V1, "daysWeight: 20", "daysWeights: 20")
            .replace(V1, "min: 0\n", "min: 1\n")
            .replace("app-versions.yaml", "minVersionCode: 31", "minVersionCode: 32")
            .replace("exposure-ios-v2.yaml", "reportTypeNoneMap: 0", "reportTypeNoneMap: 9")
            .remove("app-features.yaml");

    List<String> faults = Readings.faults(source);

    assertThat(faults)
        .extracting(fault -> String.join(": ", Arrays.asList(fault.split(": ", -1)).subList(0, 2)))
        .containsExactly(
            "app-versions.yaml: minVersionCode",
            "app-features.yaml: is missing",
            "exposure-v1.yaml: exposureConfig.duration.gt25Le30Min",
            "exposure-v1.yaml: exposureConfig.daysWeights",
            "exposure-v1.yaml: exposureConfig.daysWeight",
            "exposure-v1.yaml: riskScoreClasses.riskClasses[0].min",
            "exposure-v1.yaml: exposureConfig.duration.gt30Min",
            "exposure-v1.yaml: attenuationDuration.thresholds.lower",
            "exposure-ios-v2.yaml: exposureConfiguration.reportTypeNoneMap");
  }

  @Test
  void textOfTheSource_isShortenedAndCannotBreakTheLine() throws Exception {
    EditedSource source =
        new EditedSource()
            .replace(V1, "minRiskScore: 11", "minRiskScore: \"" + "a".repeat(100) + "\"")
            .append(V1, "\"b\\nc\\e[31m\": 1\n");

    assertThat(Readings.faults(source))
        .contains(
            "exposure-v1.yaml: minRiskScore: \"" + "a".repeat(60) + "...\" is not a whole number")
        .anyMatch(fault -> fault.startsWith("exposure-v1.yaml: b?c?[31m: is not known here"));
  }
}
