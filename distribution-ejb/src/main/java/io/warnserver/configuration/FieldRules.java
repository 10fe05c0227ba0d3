package io.warnserver.configuration;

import static io.warnserver.configuration.FieldRule.atLeast;
import static io.warnserver.configuration.FieldRule.between;
import static io.warnserver.configuration.FieldRule.calendarDate;
import static io.warnserver.configuration.FieldRule.decimals;
import static io.warnserver.configuration.FieldRule.oneOf;
import static io.warnserver.configuration.FieldRule.text;
import static io.warnserver.configuration.FieldRule.webAddress;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.warnserver.protocols.configuration.AppFeature;
import io.warnserver.protocols.configuration.ApplicationConfiguration;
import io.warnserver.protocols.configuration.ApplicationConfigurationAndroid;
import io.warnserver.protocols.configuration.AttenuationDuration;
import io.warnserver.protocols.configuration.DailySummariesConfig;
import io.warnserver.protocols.configuration.DayPackageMetadata;
import io.warnserver.protocols.configuration.DiagnosisKeysDataMapping;
import io.warnserver.protocols.configuration.ExposureConfiguration;
import io.warnserver.protocols.configuration.ExposureDetectionParametersAndroid;
import io.warnserver.protocols.configuration.ExposureDetectionParametersIOS;
import io.warnserver.protocols.configuration.HourPackageMetadata;
import io.warnserver.protocols.configuration.KeyDownloadParametersAndroid;
import io.warnserver.protocols.configuration.MinutesAtAttenuationWeight;
import io.warnserver.protocols.configuration.NormalizedTimeToRiskLevelMapping;
import io.warnserver.protocols.configuration.Range;
import io.warnserver.protocols.configuration.RiskCalculationParameters;
import io.warnserver.protocols.configuration.RiskScoreClass;
import io.warnserver.protocols.configuration.RiskScoreParameters;
import io.warnserver.protocols.configuration.SemanticVersion;
import io.warnserver.protocols.configuration.Thresholds;
import io.warnserver.protocols.configuration.TransmissionRiskLevelEncoding;
import io.warnserver.protocols.configuration.TransmissionRiskValueMapping;
import io.warnserver.protocols.configuration.Weights;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What each single field may hold: the table of the configuration files' section "Validation",
 * completed by the limits of the frameworks that take the values on the phone.
 */
final class FieldRules {

  private static final FieldRule NOT_NEGATIVE = atLeast(0);
  private static final FieldRule POSITIVE = atLeast(1);
  private static final FieldRule LEVEL = between("0", "8");
  private static final FieldRule INFECTIOUSNESS = between("0", "2");
  private static final FieldRule DAYS_SINCE_ONSET = between("-14", "14");
  private static final FieldRule DECIBEL_BYTE = between("0", "255");

  private final Map<FieldDescriptor, FieldRule> rules = new HashMap<>();

  /**
   * @param supportedCountries the regions, besides EUR, that have packages to revoke
   */
  FieldRules(Set<String> supportedCountries) {
    bothGenerations();
    revokedPackages(supportedCountries);
    firstGeneration();
    secondGeneration();
  }

  /** The rule of a field; the one of its type if it has none of its own. */
  Optional<FieldRule> of(FieldDescriptor field) {
    if (!rules.containsKey(field) && field.getType() == FieldDescriptor.Type.ENUM) {
      int highest = field.getEnumType().getValues().size() - 1;
      return Optional.of(enumNumber(between("0", Integer.toString(highest))));
    }
    return Optional.ofNullable(rules.get(field));
  }

  private void bothGenerations() {
    all(SemanticVersion.getDescriptor(), NOT_NEGATIVE, "major", "minor", "patch");
    Pattern printable = Pattern.compile("\\P{C}+");
    all(AppFeature.getDescriptor(), text(100, printable, "a label"), "label");
    all(AppFeature.getDescriptor(), value -> Optional.empty(), "value");
    all(
        KeyDownloadParametersAndroid.getDescriptor(),
        POSITIVE,
        "downloadTimeoutInSeconds",
        "overallTimeoutInSeconds");
    all(
        ExposureDetectionParametersIOS.getDescriptor(),
        NOT_NEGATIVE,
        "maxExposureDetectionsPerInterval");
    all(
        ExposureDetectionParametersAndroid.getDescriptor(),
        NOT_NEGATIVE,
        "maxExposureDetectionsPerInterval");
    all(ExposureDetectionParametersAndroid.getDescriptor(), POSITIVE, "overallTimeoutInSeconds");
  }

  private void revokedPackages(Set<String> supportedCountries) {
    Set<String> regions = new TreeSet<>(supportedCountries);
    regions.add("EUR");
    FieldRule region =
        oneOf(regions, "a region with packages (" + String.join(", ", regions) + ")");
    FieldRule etag = text(128, Pattern.compile("[\\x21-\\x7E]+"), "an ETag");
    for (Descriptor revoked :
        new Descriptor[] {
          DayPackageMetadata.getDescriptor(), HourPackageMetadata.getDescriptor()
        }) {
      all(revoked, region, "region");
      all(revoked, calendarDate(), "date");
      all(revoked, etag, "etag");
    }
    all(HourPackageMetadata.getDescriptor(), between("0", "23"), "hour");
  }

  private void firstGeneration() {
    all(ApplicationConfiguration.getDescriptor(), between("0", "4096"), "minRiskScore");
    Descriptor riskClass = RiskScoreClass.getDescriptor();
    all(riskClass, text(100, Pattern.compile("\\P{C}+"), "a label"), "label");
    all(riskClass, NOT_NEGATIVE, "min", "max");
    all(riskClass, webAddress(), "url");
    all(
        RiskScoreParameters.getDescriptor(),
        between("0.001", "100").and(decimals(3)),
        "transmission_weight",
        "duration_weight",
        "days_weight",
        "attenuation_weight");
    all(Thresholds.getDescriptor(), between("0", "100"), "lower", "upper");
    all(Weights.getDescriptor(), between("0", "1"), "low", "mid", "high");
    all(AttenuationDuration.getDescriptor(), NOT_NEGATIVE, "defaultBucketOffset");
    // The phone divides by it.
    all(AttenuationDuration.getDescriptor(), POSITIVE, "riskScoreNormalizationDivisor");
  }

  private void secondGeneration() {
    Descriptor android = ApplicationConfigurationAndroid.getDescriptor();
    all(android, NOT_NEGATIVE, "minVersionCode", "latestVersionCode");

    Descriptor mapping = DiagnosisKeysDataMapping.getDescriptor();
    entries(mapping, "daysSinceOnsetToInfectiousness", DAYS_SINCE_ONSET, INFECTIOUSNESS);
    all(mapping, INFECTIOUSNESS, "infectiousnessWhenDaysSinceOnsetMissing");
    all(mapping, between("1", "4"), "reportTypeWhenMissing");

    Descriptor summaries = DailySummariesConfig.getDescriptor();
    FieldRule androidWeight = between("0", "2.5");
    all(summaries, DECIBEL_BYTE, "attenuationBucketThresholdDb");
    all(summaries, androidWeight, "attenuationBucketWeights");
    all(summaries, NOT_NEGATIVE, "daysSinceExposureThreshold", "minimumWindowScore");
    entries(summaries, "infectiousnessWeights", between("1", "2"), androidWeight);
    entries(summaries, "reportTypeWeights", between("1", "4"), androidWeight);

    Descriptor ios = ExposureConfiguration.getDescriptor();
    entries(ios, "infectiousnessForDaysSinceOnsetOfSymptoms", DAYS_SINCE_ONSET, INFECTIOUSNESS);
    all(ios, between("0", "4"), "reportTypeNoneMap");
    all(ios, DECIBEL_BYTE, "attenuationDurationThresholds");
    all(ios, NOT_NEGATIVE, "daysSinceLastExposureThreshold");
    for (FieldDescriptor field : ios.getFields()) {
      if (field.getName().endsWith("Weight")) {
        rules.put(field, between("0", "250"));
      }
    }

    all(Range.getDescriptor(), NOT_NEGATIVE, "min", "max");
    all(MinutesAtAttenuationWeight.getDescriptor(), between("0", "1"), "weight");
    all(
        NormalizedTimeToRiskLevelMapping.getDescriptor(),
        enumNumber(between("1", "2")),
        "riskLevel");
    Descriptor encoding = TransmissionRiskLevelEncoding.getDescriptor();
    encoding.getFields().forEach(field -> rules.put(field, LEVEL));
    Descriptor calculation = RiskCalculationParameters.getDescriptor();
    all(calculation, NOT_NEGATIVE, "transmissionRiskLevelMultiplier");
    all(calculation, POSITIVE, "maxEncounterAgeInDays");
    all(TransmissionRiskValueMapping.getDescriptor(), LEVEL, "transmissionRiskLevel");
    all(TransmissionRiskValueMapping.getDescriptor(), NOT_NEGATIVE, "transmissionRiskValue");
  }

  private void all(Descriptor message, FieldRule rule, String... fields) {
    for (String name : fields) {
      rules.put(message.findFieldByName(name), rule);
    }
  }

  private void entries(Descriptor message, String mapField, FieldRule key, FieldRule value) {
    Descriptor entry = message.findFieldByName(mapField).getMessageType();
    all(entry, key, "key");
    all(entry, value, "value");
  }

  private static FieldRule enumNumber(FieldRule number) {
    return value -> number.fault(((EnumValueDescriptor) value).getNumber());
  }
}
