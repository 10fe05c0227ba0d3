package io.warnserver.submission.payload;

import static io.warnserver.submission.base.Samples.TODAY;
import static io.warnserver.submission.base.Samples.key;
import static io.warnserver.submission.base.Samples.payload;
import static io.warnserver.submission.payload.Parsing.assertBoth;
import static io.warnserver.submission.payload.Parsing.assertParsed;
import static io.warnserver.submission.payload.Parsing.assertRefused;
import static io.warnserver.submission.payload.Parsing.onlyKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.ReportType;
import io.warnserver.protocols.keys.TemporaryExposureKey;
import io.warnserver.submission.base.RefusedException;
import io.warnserver.submission.base.Samples;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules for each field of a key, real and fake alike (submission API, "Rules"). */
class PayloadKeyFieldsTest {

  @ParameterizedTest
  @CsvSource({"0, false", "15, false", "16, true", "17, false"})
  void keyData_isExactly16Bytes(int length, boolean taken) {
    assertBoth(
        payload(key(1), key(2).setKeyData(Samples.keyData(2, length))), taken, "KeyDataLength");
  }

  @Test
  void missingKeyData_isRefused() {
    assertBoth(payload(key(1).clearKeyData()), false, "KeyDataLength");
  }

  @ParameterizedTest
  @CsvSource({
    "0, true, -",
    "-144, true, -",
    "-1, false, RollingStartAtMidnight",
    "1, false, RollingStartAtMidnight",
    "-72, false, RollingStartAtMidnight",
    "75, false, RollingStartAtMidnight",
    "144, true, -",
    "288, false, RollingStartNotInFuture",
    "14400, false, RollingStartNotInFuture"
  })
  void rollingStart_isAMidnightThatHasComeOrIsNext(int afterToday, boolean taken, String rule) {
    assertBoth(
        payload(key(1), key(2).setRollingStartIntervalNumber(TODAY + afterToday)), taken, rule);
  }

  @ParameterizedTest
  @CsvSource({
    "-144, RollingStartNotInFuture",
    "-2147483648, RollingStartAtMidnight",
    "2147483647, RollingStartAtMidnight",
    "2147483520, RollingStartNotInFuture"
  })
  void rollingStartThatIsNoTime_isRefused(int start, String rule) {
    assertBoth(payload(key(1).setRollingStartIntervalNumber(start)), false, rule);
  }

  /** Of a phone whose clock is ahead; it is not good for a day yet. */
  @Test
  void keyOfTomorrow_isDroppedAndTheOthersAreTaken() throws RefusedException {
    byte[] body =
        payload(key(1), key(2).setRollingStartIntervalNumber(TODAY + 144)).build().toByteArray();

    Submission submission =
        new PayloadParser(Samples.settings()).parse(body, false, new IntervalNumber(TODAY).start());

    assertThat(submission.keys())
        .extracting(DiagnosisKey::rollingStart)
        .doesNotContain(new IntervalNumber(TODAY + 144))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"2026-01-15T00:00:00Z, true", "2026-01-14T23:59:59.999Z, false"})
  void rollingStart_isTakenFromItsFirstInstantOn(Instant now, boolean taken) {
    PayloadParser parser = new PayloadParser(Samples.settings());
    byte[] body = payload(key(1).setRollingStartIntervalNumber(TODAY)).build().toByteArray();

    if (taken) {
      assertThatCode(() -> parser.parse(body, false, now)).doesNotThrowAnyException();
    } else {
      assertRefused(() -> parser.parse(body, false, now), "RollingStartNotInFuture");
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, false", "0, false", "1, true", "144, true", "145, false"})
  void rollingPeriod_is1To144(int period, boolean taken) {
    assertBoth(payload(key(1).setRollingPeriod(period)), taken, "RollingPeriodInRange");
  }

  @Test
  void missingRollingPeriod_is144() throws RefusedException {
    assertThat(onlyKey(payload(key(1).clearRollingPeriod())).rollingPeriod()).isEqualTo(144);
  }

  @ParameterizedTest
  @CsvSource({"100, true", "101, false", "144, false"})
  void longestRollingPeriod_isASetting(int period, boolean taken) {
    assertParsed(
        withMaxRollingPeriod(100),
        payload(key(1).setRollingPeriod(period)),
        false,
        taken,
        "RollingPeriodInRange");
  }

  @ParameterizedTest
  @CsvSource({"0, true", "-144, true", "-100, false"})
  void rollingStart_isAtMidnightWhateverTheLongestPeriod(int afterToday, boolean taken) {
    assertParsed(
        withMaxRollingPeriod(100),
        payload(key(1).setRollingPeriod(100).setRollingStartIntervalNumber(TODAY + afterToday)),
        false,
        taken,
        "RollingStartAtMidnight");
  }

  @ParameterizedTest
  @CsvSource({"-1, false", "0, false", "1, true", "8, true", "9, false"})
  void transmissionRiskLevel_is1To8WhereGiven(int level, boolean taken) {
    assertBoth(
        payload(key(1).setTransmissionRiskLevel(level)), taken, "TransmissionRiskLevelInRange");
  }

  @ParameterizedTest
  @CsvSource({"-16, false", "-15, true", "0, true", "4000, true", "4001, false"})
  void daysSinceOnset_isFromMinus15To4000WhereGiven(int days, boolean taken) {
    assertBoth(payload(key(1).setDaysSinceOnsetOfSymptoms(days)), taken, "DaysSinceOnsetInRange");
  }

  @Test
  void neitherOfTheTwo_isRefused() {
    assertBoth(
        payload(key(1), key(2).clearTransmissionRiskLevel().clearDaysSinceOnsetOfSymptoms()),
        false,
        "RiskLevelOrDaysSinceOnset");
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN, CONFIRMED_TEST",
    "CONFIRMED_TEST, CONFIRMED_TEST",
    "CONFIRMED_CLINICAL_DIAGNOSIS, CONFIRMED_CLINICAL_DIAGNOSIS",
    "SELF_REPORT, SELF_REPORT"
  })
  void reportType_isTakenAsSent(TemporaryExposureKey.ReportType sent, ReportType taken)
      throws RefusedException {
    assertThat(onlyKey(payload(key(1).setReportType(sent))).reportType()).isEqualTo(taken);
  }

  @Test
  void missingReportType_isAConfirmedTest() throws RefusedException {
    assertThat(onlyKey(payload(key(1).clearReportType())).reportType())
        .isEqualTo(ReportType.CONFIRMED_TEST);
  }

  @ParameterizedTest
  @EnumSource(
      value = TemporaryExposureKey.ReportType.class,
      names = {"RECURSIVE", "REVOKED"})
  void reservedReportType_isRefused(TemporaryExposureKey.ReportType type) {
    assertBoth(payload(key(1), key(2).setReportType(type)), false, "ReportTypeAccepted");
  }

  private static PayloadParser withMaxRollingPeriod(int max) {
    return new PayloadParser(
        Samples.settings(Map.of("warn.submission.max-rolling-period", String.valueOf(max))));
  }
}
