package io.warnserver.federation.download;

import io.warnserver.keys.Country;
import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.KeyData;
import io.warnserver.keys.ReportType;
import io.warnserver.keys.RiskDerivation;
import io.warnserver.keys.SupportedCountries;
import io.warnserver.keys.rules.KeyRule;
import io.warnserver.keys.rules.SentKey;
import io.warnserver.keys.store.FederatedKey;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What other countries' keys must keep before they are stored: all rules in their order, and what
 * becomes of a key that keeps them. Pure; asked about verified keys only.
 */
final class ForeignKeyRules {

  /** Also counted for the keys that the audit passes over. */
  static final String ORIGIN_NOT_OWN = "OriginNotOwn";

  private final List<Rule> rules;
  private final SupportedCountries countries;
  private final RiskDerivation derivation;

  /**
   * One rule for one key.
   *
   * @param name for metrics and logs: all that is counted of a key that breaks it
   */
  private record Rule(String name, Predicate<DiagnosisKey> isKept) {}

  ForeignKeyRules(DownloadPolicy policy, Instant now) {
    countries = policy.countries();
    derivation = policy.derivation();
    long firstKept = now.minus(policy.retention()).getEpochSecond();
    String own = countries.own().code();
    rules =
        List.of(
            shared(new KeyRule.KeyDataLength()),
            shared(new KeyRule.RollingPeriodInRange(IntervalNumber.PER_DAY)),
            shared(new KeyRule.RollingStartNotInFuture(IntervalNumber.containing(now))),
            new Rule("WithinRetention", key -> expiry(key) >= firstKept),
            shared(new KeyRule.ReportTypeAccepted(policy.accepted())),
            shared(new KeyRule.DaysSinceOnsetInRange()),
            new Rule("OriginSupported", key -> countries.contains(originOf(key))),
            new Rule(ORIGIN_NOT_OWN, key -> !originOf(key).equals(own)));
  }

  /** A rule that holds for every key, whoever sent it. */
  private static Rule shared(KeyRule rule) {
    return new Rule(
        rule.ruleName(),
        key ->
            rule.isKeptBy(
                new SentKey(
                    key.getKeyData().toByteArray(),
                    key.getRollingStartIntervalNumber(),
                    key.getRollingPeriod(),
                    // 0 and 0x7fffffff mean none on this wire; the level is derived from the days.
                    OptionalInt.empty(),
                    OptionalInt.of(key.getDaysSinceOnsetOfSymptoms()),
                    key.getReportTypeValue())));
  }

  /** A code is the same in small letters. */
  private static String originOf(DiagnosisKey key) {
    return key.getOrigin().toUpperCase(Locale.ROOT);
  }

  /** In seconds since the Unix epoch. */
  private static long expiry(DiagnosisKey key) {
    return ((long) key.getRollingStartIntervalNumber() + key.getRollingPeriod())
        * IntervalNumber.SECONDS;
  }

  /** The name of the first rule that a key breaks; empty if it keeps all. */
  Optional<String> brokenBy(DiagnosisKey key) {
    return rules.stream().filter(rule -> !rule.isKept().test(key)).findFirst().map(Rule::name);
  }

  /** A key that keeps all rules, as this server stores it. */
  FederatedKey received(DiagnosisKey key) {
    Set<Country> visited =
        key.getVisitedCountriesList().stream()
            // One text of several countries is signed as several texts are.
            .flatMap(Pattern.compile(",")::splitAsStream)
            .map(code -> code.toUpperCase(Locale.ROOT))
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
        new Country(originOf(key)),
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
