package io.warnserver.federation.download;

import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.SupportedCountries;
import io.warnserver.keys.rules.KeyRule;
import io.warnserver.keys.rules.SentKey;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.time.Instant;
import java.util.OptionalInt;

/** One rule for one key of another country. Its name is all that is counted of a key it refuses. */
sealed interface ForeignKeyRule {

  /** Whether a key keeps the rule. */
  boolean isKeptBy(DiagnosisKey key);

  /** The name for metrics and logs: the class's. */
  default String ruleName() {
    return getClass().getSimpleName();
  }

  /** A rule that holds for every key, whoever sent it. */
  record Shared(KeyRule rule) implements ForeignKeyRule {
    @Override
    public boolean isKeptBy(DiagnosisKey key) {
      return rule.isKeptBy(
          new SentKey(
              key.getKeyData().toByteArray(),
              key.getRollingStartIntervalNumber(),
              key.getRollingPeriod(),
              // 0 and 0x7fffffff mean none on this wire; the level is derived from the days.
              OptionalInt.empty(),
              OptionalInt.of(key.getDaysSinceOnsetOfSymptoms()),
              key.getReportTypeValue()));
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
    public boolean isKeptBy(DiagnosisKey key) {
      long expiry =
          ((long) key.getRollingStartIntervalNumber() + key.getRollingPeriod())
              * IntervalNumber.SECONDS;
      return expiry >= firstKept.getEpochSecond();
    }
  }

  /** Its origin is a country that this server publishes for. */
  record OriginSupported(SupportedCountries countries) implements ForeignKeyRule {
    @Override
    public boolean isKeptBy(DiagnosisKey key) {
      return countries.contains(key.getOrigin());
    }
  }

  /** Its origin is not the own country, whose keys come from its apps alone. */
  record OriginNotOwn(SupportedCountries countries) implements ForeignKeyRule {
    @Override
    public boolean isKeptBy(DiagnosisKey key) {
      return !key.getOrigin().equals(countries.own().code());
    }
  }
}
