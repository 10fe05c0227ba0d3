package io.warnserver.keys.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.ReportType;
import java.util.EnumSet;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule at its borders. */
class KeyRuleTest {

  private static final int TODAY = 2_947_392; // 2026-01-15T00:00Z

  @ParameterizedTest
  @CsvSource({"0, false", "15, false", "16, true", "17, false", "32, false"})
  void keyDataLength_isExactly16(int length, boolean kept) {
    assertThat(new KeyRule.KeyDataLength().isKeptBy(new Sent().keyData(length).key()))
        .isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "2947392, true",
    "2947391, false",
    "2947393, false",
    "2947464, false",
    "0, true",
    "-144, true",
    "-143, false",
    "2147483647, false"
  })
  void rollingStartAtMidnight_isAMultipleOf144(int start, boolean kept) {
    assertThat(new KeyRule.RollingStartAtMidnight().isKeptBy(new Sent().rollingStart(start).key()))
        .isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "2947392, true",
    "2947391, true",
    "2947393, false",
    "2947536, false",
    "2147483647, false",
    "0, true",
    "-1, false",
    "-144, false",
    "-2147483648, false"
  })
  void rollingStartNotInFuture_isUpToNow(int start, boolean kept) {
    assertThat(
            new KeyRule.RollingStartNotInFuture(new IntervalNumber(TODAY))
                .isKeptBy(new Sent().rollingStart(start).key()))
        .isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "144, 0, false",
    "144, -1, false",
    "144, 1, true",
    "144, 144, true",
    "144, 145, false",
    "100, 100, true",
    "100, 101, false"
  })
  void rollingPeriodInRange_isUpToTheMaximum(int max, int period, boolean kept) {
    assertThat(
            new KeyRule.RollingPeriodInRange(max).isKeptBy(new Sent().rollingPeriod(period).key()))
        .isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({", true", "0, false", "1, true", "8, true", "9, false", "-1, false"})
  void transmissionRiskLevelInRange_isFrom1To8WhereGiven(Integer level, boolean kept) {
    assertThat(
            new KeyRule.TransmissionRiskLevelInRange()
                .isKeptBy(new Sent().transmissionRiskLevel(optional(level)).key()))
        .isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({", true", "-16, false", "-15, true", "0, true", "4000, true", "4001, false"})
  void daysSinceOnsetInRange_isFromMinus15To4000WhereGiven(Integer days, boolean kept) {
    assertThat(
            new KeyRule.DaysSinceOnsetInRange()
                .isKeptBy(new Sent().daysSinceOnset(optional(days)).key()))
        .isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({",, false", "1,, true", ",0, true", "1,0, true"})
  void riskLevelOrDaysSinceOnset_isOneOfThemAtLeast(Integer level, Integer days, boolean kept) {
    SentKey key =
        new Sent().transmissionRiskLevel(optional(level)).daysSinceOnset(optional(days)).key();

    assertThat(new KeyRule.RiskLevelOrDaysSinceOnset().isKeptBy(key)).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({"-1, false", "0, false", "1, true", "2, false", "3, true", "4, false", "6, false"})
  void reportTypeAccepted_isOneOfTheGiven(int type, boolean kept) {
    KeyRule rule =
        new KeyRule.ReportTypeAccepted(
            EnumSet.of(ReportType.CONFIRMED_TEST, ReportType.SELF_REPORT));

    assertThat(rule.isKeptBy(new Sent().reportType(type).key())).isEqualTo(kept);
  }

  @Test
  void ruleName_isThatOfTheRule() {
    assertThat(new KeyRule.KeyDataLength().ruleName()).isEqualTo("KeyDataLength");
    assertThat(new KeyRule.RollingPeriodInRange(7).ruleName()).isEqualTo("RollingPeriodInRange");
  }

  @Test
  void printing_showsNothingOfTheKey() {
    assertThat(new Sent().key()).hasToString("SentKey[********]");
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** A good key, changed in one field. */
  private static final class Sent {

    private int length = 16;
    private int rollingStart = TODAY;
    private int rollingPeriod = 144;
    private OptionalInt transmissionRiskLevel = OptionalInt.of(5);
    private OptionalInt daysSinceOnset = OptionalInt.of(0);
    private int reportType = 1;

    Sent keyData(int bytes) {
      length = bytes;
      return this;
    }

    Sent rollingStart(int value) {
      rollingStart = value;
      return this;
    }

    Sent rollingPeriod(int value) {
      rollingPeriod = value;
      return this;
    }

    Sent transmissionRiskLevel(OptionalInt value) {
      transmissionRiskLevel = value;
      return this;
    }

    Sent daysSinceOnset(OptionalInt value) {
      daysSinceOnset = value;
      return this;
    }

    Sent reportType(int value) {
      reportType = value;
      return this;
    }

    SentKey key() {
      return new SentKey(
          new byte[length],
          rollingStart,
          rollingPeriod,
          transmissionRiskLevel,
          daysSinceOnset,
          reportType);
    }
  }
}
