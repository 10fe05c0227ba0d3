package io.warnserver.federation.rules;

import io.warnserver.keys.SupportedCountries;
import io.warnserver.keys.rules.KeyRule;
import io.warnserver.keys.rules.SentKey;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.time.Instant;
import java.util.OptionalInt;

/** One rule for one key of another country. Its name is all that is counted of a key it refuses. */
public sealed interface ForeignKeyRule {

  /**
   * A key in both forms.
   *
   * @param wire as it came
   * @param sent as the rules see it that hold for every key
   */
  record ForeignKey(DiagnosisKey wire, SentKey sent) {

    static ForeignKey of(DiagnosisKey key) {
      return new ForeignKey(
          key,
          new SentKey(
              key.getKeyData().toByteArray(),
              key.getRollingStartIntervalNumber(),
              key.getRollingPeriod(),
              // 0 and 0x7fffffff mean none on this wire; the level is derived from the days.
              OptionalInt.empty(),
              OptionalInt.of(key.getDaysSinceOnsetOfSymptoms()),
              key.getReportTypeValue()));
    }
  }

  /** Whether a key keeps the rule. */
  boolean isKeptBy(ForeignKey key);

  /** The name for metrics and logs: the class's. */
  default String ruleName() {
    return getClass().getSimpleName();
  }

  /**
   * A rule that holds for every key, whoever sent it.
   *
   * @param rule the rule
   */
  record Shared(KeyRule rule) implements ForeignKeyRule {
    @Override
    public boolean isKeptBy(ForeignKey key) {
      return rule.isKeptBy(key.sent());
    }

    @Override
    public String ruleName() {
      return rule.ruleName();
    }
  }

  /**
   * It expired within retention.
   *
   * @param firstKept keys that expired before are too old
   */
  record WithinRetention(Instant firstKept) implements ForeignKeyRule {
    @Override
    public boolean isKeptBy(ForeignKey key) {
      long expiry =
          ((long) key.wire().getRollingStartIntervalNumber() + key.wire().getRollingPeriod())
              * io.warnserver.keys.IntervalNumber.SECONDS;
      return expiry >= firstKept.getEpochSecond();
    }
  }

  /**
   * Its origin is a country that this server publishes for.
   *
   * @param countries those
   */
  record OriginSupported(SupportedCountries countries) implements ForeignKeyRule {
    @Override
    public boolean isKeptBy(ForeignKey key) {
      return countries.contains(key.wire().getOrigin());
    }
  }

  /**
   * Its origin is not the own country, whose keys come from its apps alone.
   *
   * @param countries of which one is the own
   */
  record OriginNotOwn(SupportedCountries countries) implements ForeignKeyRule {
    @Override
    public boolean isKeptBy(ForeignKey key) {
      return !key.wire().getOrigin().equals(countries.own().code());
    }
  }
}
