package io.warnserver.submission.payload;

import static io.warnserver.submission.base.Samples.TODAY;
import static io.warnserver.submission.base.Samples.key;
import static io.warnserver.submission.base.Samples.payload;
import static io.warnserver.submission.payload.Parsing.assertBoth;
import static io.warnserver.submission.payload.Parsing.real;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.protocols.keys.TemporaryExposureKey;
import io.warnserver.submission.base.RefusedException;
import org.junit.jupiter.api.Test;

/** Several keys of one day, and the same key twice (submission API, "Rules"). */
class PayloadDoublesTest {

  @Test
  void sameStartAndOtherKeyData_areAllTaken() throws RefusedException {
    assertThat(real(payload(key(1).setRollingPeriod(70), key(2), key(3))).keys()).hasSize(3);
  }

  @Test
  void sameKeyWithEqualFields_isTakenOnce() throws RefusedException {
    assertThat(real(payload(key(1), key(2), key(1))).keys()).hasSize(2);
  }

  @Test
  void sameKeyWithADefaultLeftOut_isTakenOnce() throws RefusedException {
    assertThat(
            real(payload(
                    key(1),
                    key(1)
                        .clearRollingPeriod()
                        .setReportType(TemporaryExposureKey.ReportType.UNKNOWN)))
                .keys())
        .hasSize(1);
  }

  @Test
  void sameKeyDataWithAnotherStart_isRefused() {
    assertBoth(
        payload(key(1), key(1).setRollingStartIntervalNumber(TODAY)),
        false,
        "SameKeyDataSameFields");
  }

  @Test
  void sameKeyDataWithAnotherPeriod_isRefused() {
    assertBoth(payload(key(1), key(1).setRollingPeriod(143)), false, "SameKeyDataSameFields");
  }

  @Test
  void sameKeyDataWithAnotherLevel_isRefused() {
    assertBoth(payload(key(1), key(1).setTransmissionRiskLevel(6)), false, "SameKeyDataSameFields");
  }

  @Test
  void sameKeyDataWithOtherDays_isRefused() {
    assertBoth(
        payload(key(1), key(1).setDaysSinceOnsetOfSymptoms(2)), false, "SameKeyDataSameFields");
  }

  @Test
  void sameKeyDataWithAnotherReportType_isRefused() {
    assertBoth(
        payload(key(1), key(1).setReportType(TemporaryExposureKey.ReportType.SELF_REPORT)),
        false,
        "SameKeyDataSameFields");
  }

  @Test
  void differingDoubles_areRefusedEvenWhenTooOld() {
    int old = TODAY - 30 * 144;
    assertBoth(
        payload(
            key(1).setRollingStartIntervalNumber(old),
            key(1).setRollingStartIntervalNumber(old).setRollingPeriod(1)),
        false,
        "SameKeyDataSameFields");
  }
}
