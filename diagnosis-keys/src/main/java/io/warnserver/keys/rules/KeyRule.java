package io.warnserver.keys.rules;

import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.KeyData;
import io.warnserver.keys.ReportType;
import java.util.OptionalInt;
import java.util.Set;

/** One rule for one key. Its name is all that ever leaves about a key that breaks it. */
public sealed interface KeyRule {

  /** Whether a key keeps the rule. */
  boolean isKeptBy(SentKey key);

  /** The name for metrics and logs: the class's. */
  default String ruleName() {
    return getClass().getSimpleName();
  }

  /** The key data is exactly 16 bytes. */
  record KeyDataLength() implements KeyRule {
    @Override
    public boolean isKeptBy(SentKey key) {
      return key.keyData().length == KeyData.LENGTH;
    }
  }

  /** Use began at 00:00 UTC, whatever the longest rolling period is set to. */
  record RollingStartAtMidnight() implements KeyRule {
    @Override
    public boolean isKeptBy(SentKey key) {
      return Math.floorMod(key.rollingStart(), IntervalNumber.PER_DAY) == 0;
    }
  }

  /**
   * Use began at a time that has come, and not before the Unix epoch.
   *
   * @param now the current interval
   */
  record RollingStartNotInFuture(IntervalNumber now) implements KeyRule {
    @Override
    public boolean isKeptBy(SentKey key) {
      return key.rollingStart() >= 0 && key.rollingStart() <= now.value();
    }
  }

  /**
   * The rolling period is from 1 to the longest allowed.
   *
   * @param max 10-minute intervals, 1 to 144
   */
  record RollingPeriodInRange(int max) implements KeyRule {
    @Override
    public boolean isKeptBy(SentKey key) {
      return key.rollingPeriod() >= 1 && key.rollingPeriod() <= max;
    }
  }

  /** The transmission risk level, where given, is from 1 to 8. */
  record TransmissionRiskLevelInRange() implements KeyRule {
    @Override
    public boolean isKeptBy(SentKey key) {
      return isWithin(key.transmissionRiskLevel(), 1, 8);
    }
  }

  /** The days since onset of symptoms, where given, are from -15 to 4000. */
  record DaysSinceOnsetInRange() implements KeyRule {
    @Override
    public boolean isKeptBy(SentKey key) {
      return isWithin(key.daysSinceOnsetOfSymptoms(), -15, 4000);
    }
  }

  /**
   * At least one of transmission risk level and days since onset is given; each can be derived from
   * the other.
   */
  record RiskLevelOrDaysSinceOnset() implements KeyRule {
    @Override
    public boolean isKeptBy(SentKey key) {
      return key.transmissionRiskLevel().isPresent() || key.daysSinceOnsetOfSymptoms().isPresent();
    }
  }

  /**
   * The report type is one that this server takes from this sender.
   *
   * @param accepted the types
   */
  record ReportTypeAccepted(Set<ReportType> accepted) implements KeyRule {
    @Override
    public boolean isKeptBy(SentKey key) {
      return ReportType.of(key.reportType()).filter(accepted::contains).isPresent();
    }
  }

  private static boolean isWithin(OptionalInt value, int min, int max) {
    return value.isEmpty() || (value.getAsInt() >= min && value.getAsInt() <= max);
  }
}
