package io.warnserver.federation.download;

import io.warnserver.keys.Country;
import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.KeyData;
import io.warnserver.keys.ReportType;
import io.warnserver.keys.RiskDerivation;
import io.warnserver.keys.SupportedCountries;
import io.warnserver.keys.rules.KeyRule;
import io.warnserver.keys.store.FederatedKey;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What other countries' keys must keep before they are stored: all rules in their order, and what
 * becomes of a key that keeps them. Pure; asked about verified keys only.
 */
final class ForeignKeyRules {

  private final List<ForeignKeyRule> rules;
  private final SupportedCountries countries;
  private final RiskDerivation derivation;

  ForeignKeyRules(DownloadPolicy policy, Instant now) {
    countries = policy.countries();
    derivation = policy.derivation();
    rules =
        List.of(
            new ForeignKeyRule.Shared(new KeyRule.KeyDataLength()),
            new ForeignKeyRule.Shared(new KeyRule.RollingPeriodInRange(IntervalNumber.PER_DAY)),
            new ForeignKeyRule.Shared(
                new KeyRule.RollingStartNotInFuture(IntervalNumber.containing(now))),
            new ForeignKeyRule.WithinRetention(now.minus(policy.retention())),
            new ForeignKeyRule.Shared(new KeyRule.ReportTypeAccepted(policy.accepted())),
            new ForeignKeyRule.Shared(new KeyRule.DaysSinceOnsetInRange()),
            new ForeignKeyRule.OriginSupported(countries),
            new ForeignKeyRule.OriginNotOwn(countries));
  }

  /** The name of the first rule that a key breaks; empty if it keeps all. */
  Optional<String> brokenBy(DiagnosisKey key) {
    return rules.stream()
        .filter(rule -> !rule.isKeptBy(key))
        .findFirst()
        .map(ForeignKeyRule::ruleName);
  }

  /** A key that keeps all rules, as this server stores it. */
  FederatedKey received(DiagnosisKey key) {
    Set<Country> visited =
        key.getVisitedCountriesList().stream()
            .filter(countries::contains)
            .map(Country::new)
            .collect(Collectors.toSet());
    return new FederatedKey(
        new io.warnserver.keys.DiagnosisKey(
            KeyData.of(key.getKeyData().toByteArray()),
            new IntervalNumber(key.getRollingStartIntervalNumber()),
            key.getRollingPeriod(),
            riskLevel(key),
            key.getDaysSinceOnsetOfSymptoms(),
            ReportType.of(key.getReportTypeValue()).orElseThrow()),
        new Country(key.getOrigin()),
        visited);
  }

  /** Days since onset are always there: 0 is the day itself. 0 and 0x7fffffff are no level. */
  private int riskLevel(DiagnosisKey key) {
    int sent = key.getTransmissionRiskLevel();
    if (derivation.riskLevelOfDays().containsKey(key.getDaysSinceOnsetOfSymptoms())) {
      return derivation.riskLevelOf(key.getDaysSinceOnsetOfSymptoms());
    }
    return sent >= 1 && sent <= 8 ? sent : derivation.defaultRiskLevel();
  }
}
