package io.warnserver.submission.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.KeyData;
import io.warnserver.keys.ReportType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPaddingTest {

  private static final DiagnosisKey ONE =
      new DiagnosisKey(
          KeyData.random(new Random(1)),
          new IntervalNumber(2_947_392),
          100,
          6,
          -2,
          ReportType.SELF_REPORT);
  private static final DiagnosisKey TWO =
      new DiagnosisKey(
          KeyData.random(new Random(2)),
          new IntervalNumber(2_947_248),
          144,
          3,
          4000,
          ReportType.CONFIRMED_TEST);

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 2", "10, 18", "100, 198"})
  void eachKey_getsOthersSoThatTheyAreAsManyAsTheFactor(int factor, int expected) {
    List<DiagnosisKey> padded = new KeyPadding(factor, new Random(3)).of(List.of(ONE, TWO));

    assertThat(padded).hasSize(expected).doesNotContain(ONE, TWO);
    assertThat(padded).extracting(DiagnosisKey::keyData).doesNotHaveDuplicates();
  }

  @Test
  void factorOne_addsNothing() {
    assertThat(new KeyPadding(1, new Random(3)).of(List.of(ONE, TWO))).isEmpty();
  }

  @Test
  void paddingKey_differsInNothingButTheKeyData() {
    List<DiagnosisKey> padded = new KeyPadding(10, new Random(3)).of(List.of(ONE));

    assertThat(padded).extracting(key -> key.with(ONE.keyData())).containsOnly(ONE);
  }

  @Test
  void noKey_staysNone() {
    assertThat(new KeyPadding(10, new Random(3)).of(List.of())).isEmpty();
  }
}
