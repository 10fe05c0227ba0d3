package io.warnserver.submission.payload;

import static io.warnserver.submission.base.Samples.key;
import static io.warnserver.submission.base.Samples.payload;
import static io.warnserver.submission.payload.Parsing.onlyKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.keys.DiagnosisKey;
import io.warnserver.submission.base.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The missing one of risk level and days since onset comes from the other. */
class PayloadDerivationTest {

  @ParameterizedTest
  @CsvSource({
    "1, 3986", "2, 3992", "3, 3993", "4, 3994", "5, 4000", "6, 3995", "7, 3996", "8, 3997"
  })
  void missingDays_comeFromTheLevel(int level, int days) throws RefusedException {
    DiagnosisKey key =
        onlyKey(payload(key(1).setTransmissionRiskLevel(level).clearDaysSinceOnsetOfSymptoms()));

    assertThat(key.transmissionRiskLevel()).isEqualTo(level);
    assertThat(key.daysSinceOnsetOfSymptoms()).isEqualTo(days);
  }

  @ParameterizedTest
  @CsvSource({"-5, 2", "-1, 8", "0, 8", "4, 3", "6, 2", "198, 8", "303, 5", "4000, 5"})
  void missingLevel_comesFromTheDays(int days, int level) throws RefusedException {
    DiagnosisKey key =
        onlyKey(payload(key(1).setDaysSinceOnsetOfSymptoms(days).clearTransmissionRiskLevel()));

    assertThat(key.transmissionRiskLevel()).isEqualTo(level);
    assertThat(key.daysSinceOnsetOfSymptoms()).isEqualTo(days);
  }

  @ParameterizedTest
  @ValueSource(ints = {-15, -6, 7, 193})
  void daysWithoutAnEntry_giveLevel1(int days) throws RefusedException {
    assertThat(
            onlyKey(payload(key(1).setDaysSinceOnsetOfSymptoms(days).clearTransmissionRiskLevel()))
                .transmissionRiskLevel())
        .isEqualTo(1);
  }

  @Test
  void bothGiven_stayAsTheyAre() throws RefusedException {
    DiagnosisKey key =
        onlyKey(payload(key(1).setTransmissionRiskLevel(1).setDaysSinceOnsetOfSymptoms(0)));

    assertThat(key.transmissionRiskLevel()).isEqualTo(1);
    assertThat(key.daysSinceOnsetOfSymptoms()).isZero();
  }
}
