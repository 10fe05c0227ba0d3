package io.warnserver.submission.payload;

import static io.warnserver.submission.base.Samples.NOW;
import static io.warnserver.submission.base.Samples.TODAY;
import static io.warnserver.submission.base.Samples.key;
import static io.warnserver.submission.base.Samples.payload;
import static io.warnserver.submission.payload.Parsing.assertBoth;
import static io.warnserver.submission.payload.Parsing.real;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.keys.Country;
import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.KeyData;
import io.warnserver.submission.base.RefusedException;
import io.warnserver.submission.base.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that are too old are dropped and not refused (submission API, "Rules"). */
class PayloadRetentionTest {

  /** A key's last interval ended that many intervals before the one of 14 days ago; 0: with it. */
  @ParameterizedTest
  @CsvSource({"-1, true", "0, false", "1, false"})
  void keyThatEndedBeforeTheRetentionPeriod_isDropped(int intervals, boolean kept)
      throws RefusedException {
    int oldest = TODAY + 75 - 14 * 144; // 12:30, 14 days ago
    int start = TODAY - 14 * 144;

    Submission submission =
        real(
            payload(
                key(1)
                    .setRollingStartIntervalNumber(start)
                    .setRollingPeriod(oldest - intervals - start),
                key(2)));

    assertThat(submission.keys()).hasSize(kept ? 2 : 1);
    assertThat(submission.keys())
        .extracting(DiagnosisKey::keyData)
        .contains(KeyData.of(Samples.keyData(2, 16).toByteArray()));
  }

  @ParameterizedTest
  @CsvSource({"13, true", "14, true", "15, false", "30, false"})
  void wholeDaysKey_isKeptWhileItsEndIsWithinRetention(int daysAgo, boolean kept)
      throws RefusedException {
    Submission submission =
        real(payload(key(1).setRollingStartIntervalNumber(TODAY - daysAgo * 144)));

    assertThat(submission.keys()).hasSize(kept ? 1 : 0);
  }

  @Test
  void retention_isASetting() throws RefusedException {
    PayloadParser twoDays = new PayloadParser(Samples.settings(Map.of("warn.retention-days", "2")));

    Submission submission =
        twoDays.parse(
            payload(
                    key(1).setRollingStartIntervalNumber(TODAY - 2 * 144),
                    key(2).setRollingStartIntervalNumber(TODAY - 3 * 144))
                .build()
                .toByteArray(),
            false,
            NOW);

    assertThat(submission.keys()).hasSize(1);
  }

  @Test
  void allKeysTooOld_isAGoodSubmissionOfNone() throws RefusedException {
    Submission submission =
        real(
            payload(
                key(1).setRollingStartIntervalNumber(TODAY - 20 * 144),
                key(2).setRollingStartIntervalNumber(0),
                key(3).clearRollingStartIntervalNumber()));

    assertThat(submission.keys()).isEmpty();
    assertThat(submission.visitedCountries()).containsExactly(new Country("DE"));
  }

  @Test
  void oldKeyThatBreaksARule_isRefusedAllTheSame() {
    assertBoth(
        payload(key(1).setRollingStartIntervalNumber(0).setTransmissionRiskLevel(9)),
        false,
        "TransmissionRiskLevelInRange");
  }
}
