package io.warnserver.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.warnserver.protocols.configuration.ApplicationConfiguration;
import io.warnserver.protocols.configuration.ApplicationConfigurationAndroid;
import io.warnserver.protocols.configuration.ApplicationConfigurationIOS;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The shipped files against the section "Values to ship as the default", value by value. What is
 * not written here is 0, false or empty.
 */
final class ShippedDefaultsTest {

  private static final String RISK_CALCULATION =
      """
      riskCalculationParameters {
        minutesAtAttenuationWeights { attenuationRange { min: 0 max: 63 maxExclusive: true } weight: 0.8 }
        minutesAtAttenuationWeights { attenuationRange { min: 63 max: 73 maxExclusive: true } weight: 1.0 }
        minutesAtAttenuationWeights { attenuationRange { min: 73 max: 79 maxExclusive: true } weight: 0.1 }
        normalizedTimePerEWToRiskLevelMapping {
          normalizedTimeRange { min: 0 max: 9 maxExclusive: true } riskLevel: LOW
        }
        normalizedTimePerEWToRiskLevelMapping {
          normalizedTimeRange { min: 9 max: 9999 } riskLevel: HIGH
        }
        normalizedTimePerDayToRiskLevelMapping {
          normalizedTimeRange { min: 5 max: 9 maxExclusive: true } riskLevel: LOW
        }
        normalizedTimePerDayToRiskLevelMapping {
          normalizedTimeRange { min: 9 max: 99999 } riskLevel: HIGH
        }
        trlEncoding {
          infectiousnessOffsetStandard: 1 infectiousnessOffsetHigh: 2
          reportTypeOffsetRecursive: 0 reportTypeOffsetSelfReport: 2
          reportTypeOffsetConfirmedClinicalDiagnosis: 4 reportTypeOffsetConfirmedTest: 6
        }
        transmissionRiskLevelMultiplier: 0
        transmissionRiskValueMapping { transmissionRiskLevel: 1 transmissionRiskValue: 0 }
        transmissionRiskValueMapping { transmissionRiskLevel: 2 transmissionRiskValue: 0 }
        transmissionRiskValueMapping { transmissionRiskLevel: 3 transmissionRiskValue: 0.6 }
        transmissionRiskValueMapping { transmissionRiskLevel: 4 transmissionRiskValue: 0.8 }
        transmissionRiskValueMapping { transmissionRiskLevel: 5 transmissionRiskValue: 1.0 }
        transmissionRiskValueMapping { transmissionRiskLevel: 6 transmissionRiskValue: 1.2 }
        transmissionRiskValueMapping { transmissionRiskLevel: 7 transmissionRiskValue: 1.4 }
        transmissionRiskValueMapping { transmissionRiskLevel: 8 transmissionRiskValue: 1.6 }
        maxEncounterAgeInDays: 10
      }
      """;

  private final ConfigurationReading.Valid shipped =
      Readings.valid(new ConfigurationSource.Shipped());

  @Test
  void firstGeneration_hasTheDefaultValues() throws Exception {
    assertThat(shipped.v1())
        .isEqualTo(
            parse(
                ApplicationConfiguration.newBuilder(),
                """
                minRiskScore: 11
                riskScoreClasses {
                  risk_classes { label: "LOW" min: 0 max: 15 url: "https://www.coronawarn.app" }
                  risk_classes { label: "HIGH" min: 15 max: 9999 url: "https://www.coronawarn.app" }
                }
                exposureConfig {
                  transmission {
                    app_defined_1: 0 app_defined_2: 0 app_defined_3: 3 app_defined_4: 4
                    app_defined_5: 5 app_defined_6: 6 app_defined_7: 7 app_defined_8: 8
                  }
                  transmission_weight: 50
                  duration {
                    eq_0_min: 0 gt_0_le_5_min: 0 gt_5_le_10_min: 0 gt_10_le_15_min: 1
                    gt_15_le_20_min: 1 gt_20_le_25_min: 1 gt_25_le_30_min: 1 gt_30_min: 1
                  }
                  duration_weight: 50
                  days_since_last_exposure {
                    ge_14_days: 5 ge_12_lt_14_days: 5 ge_10_lt_12_days: 5 ge_8_lt_10_days: 5
                    ge_6_lt_8_days: 5 ge_4_lt_6_days: 5 ge_2_lt_4_days: 5 ge_0_lt_2_days: 5
                  }
                  days_weight: 20
                  attenuation {
                    gt_73_dbm: 0 gt_63_le_73_dbm: 2 gt_51_le_63_dbm: 2 gt_33_le_51_dbm: 2
                    gt_27_le_33_dbm: 2 gt_15_le_27_dbm: 2 gt_10_le_15_dbm: 2 le_10_dbm: 2
                  }
                  attenuation_weight: 50
                }
                attenuationDuration {
                  thresholds { lower: 55 upper: 63 }
                  weights { low: 1.0 mid: 0.5 high: 0.0 }
                  defaultBucketOffset: 0
                  riskScoreNormalizationDivisor: 50
                }
                appVersion {
                  ios { latest { major: 1 minor: 5 patch: 3 } min { major: 1 minor: 5 patch: 3 } }
                  android { latest { major: 1 minor: 0 patch: 4 } min { major: 1 minor: 0 patch: 4 } }
                }
                appFeatures {}
                supportedCountries: "DE"
                iosKeyDownloadParameters {}
                androidKeyDownloadParameters { downloadTimeoutInSeconds: 60 overallTimeoutInSeconds: 480 }
                iosExposureDetectionParameters { maxExposureDetectionsPerInterval: 6 }
                androidExposureDetectionParameters {
                  maxExposureDetectionsPerInterval: 6 overallTimeoutInSeconds: 900
                }
                """));
  }

  @Test
  void secondGenerationOnAndroid_hasTheDefaultValues() throws Exception {
    assertThat(shipped.android())
        .isEqualTo(
            parse(
                ApplicationConfigurationAndroid.newBuilder(),
                """
                minVersionCode: 31
                latestVersionCode: 31
                appFeatures {}
                supportedCountries: "DE"
                keyDownloadParameters { downloadTimeoutInSeconds: 60 overallTimeoutInSeconds: 480 }
                exposureDetectionParameters {
                  maxExposureDetectionsPerInterval: 6 overallTimeoutInSeconds: 900
                }
                diagnosisKeysDataMapping {
                  daysSinceOnsetToInfectiousness { key: 1 value: 1 }
                  daysSinceOnsetToInfectiousness { key: 2 value: 2 }
                  infectiousnessWhenDaysSinceOnsetMissing: 0
                  reportTypeWhenMissing: 1
                }
                dailySummariesConfig {
                  attenuationBucketThresholdDb: [30, 50, 70]
                  attenuationBucketWeights: [1.0, 1.0, 1.0, 1.0]
                  infectiousnessWeights { key: 1 value: 1.0 }
                  infectiousnessWeights { key: 2 value: 1.0 }
                  reportTypeWeights { key: 1 value: 1.0 }
                  reportTypeWeights { key: 2 value: 1.0 }
                  reportTypeWeights { key: 3 value: 1.0 }
                  reportTypeWeights { key: 4 value: 1.0 }
                }
                """
                    + RISK_CALCULATION));
  }

  @Test
  void secondGenerationOnIos_hasTheDefaultValues() throws Exception {
    assertThat(shipped.ios())
        .isEqualTo(
            parse(
                ApplicationConfigurationIOS.newBuilder(),
                """
                minVersion { major: 1 minor: 5 patch: 3 }
                latestVersion { major: 1 minor: 5 patch: 3 }
                appFeatures {}
                supportedCountries: "DE"
                keyDownloadParameters {}
                exposureDetectionParameters { maxExposureDetectionsPerInterval: 6 }
                exposureConfiguration {
                  infectiousnessForDaysSinceOnsetOfSymptoms { key: 1 value: 1 }
                  infectiousnessForDaysSinceOnsetOfSymptoms { key: 2 value: 2 }
                  reportTypeNoneMap: 0
                  attenuationDurationThresholds: [30, 50, 70]
                  immediateDurationWeight: 1.0 mediumDurationWeight: 1.0
                  nearDurationWeight: 1.0 otherDurationWeight: 1.0
                  infectiousnessStandardWeight: 1.0 infectiousnessHighWeight: 1.0
                  reportTypeConfirmedTestWeight: 1.0 reportTypeConfirmedClinicalDiagnosisWeight: 1.0
                  reportTypeSelfReportedWeight: 1.0 reportTypeRecursiveWeight: 1.0
                }
                """
                    + RISK_CALCULATION));
  }

  @Test
  void supportedCountries_areThoseOfTheSettingInAlphabeticalOrder() {
    ConfigurationReading.Valid valid =
        Readings.valid(Readings.read(new ConfigurationSource.Shipped(), "FR", "DE", "AT"));

    assertThat(
            List.of(
                valid.v1().getSupportedCountriesList(),
                valid.android().getSupportedCountriesList(),
                valid.ios().getSupportedCountriesList()))
        .allSatisfy(countries -> assertThat(countries).containsExactly("AT", "DE", "FR"));
  }

  @Test
  void readTwice_givesTheSameBytes() {
    ConfigurationReading.Valid again = Readings.valid(new ConfigurationSource.Shipped());

    assertThat(again.v1().toByteArray()).isEqualTo(shipped.v1().toByteArray());
    assertThat(again.android().toByteArray()).isEqualTo(shipped.android().toByteArray());
    assertThat(again.ios().toByteArray()).isEqualTo(shipped.ios().toByteArray());
  }

  private static Message parse(Message.Builder builder, String text) throws Exception {
    TextFormat.merge(text, builder);
    return builder.build();
  }
}
