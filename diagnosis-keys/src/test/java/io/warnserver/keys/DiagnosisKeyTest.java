package io.warnserver.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosisKeyTest {

  private static final KeyData KEY_DATA = KeyData.random(new Random(1));

  @ParameterizedTest
  @CsvSource({"1, 1, -15", "144, 8, 4000", "72, 4, 0"})
  void valuesInRange_areTaken(int period, int level, int days) {
    assertThatCode(() -> key(period, level, days)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0, rolling period",
    "145, 1, 0, rolling period",
    "1, 0, 0, transmission risk level",
    "1, 9, 0, transmission risk level",
    "1, 1, -16, days since onset of symptoms",
    "1, 1, 4001, days since onset of symptoms"
  })
  void valueOutOfRange_isRefused(int period, int level, int days, String what) {
    assertThatThrownBy(() -> key(period, level, days))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(what);
  }

  @Test
  void expiry_isStartPlusPeriod() {
    assertThat(key(100, 1, 0).expiry()).isEqualTo(new IntervalNumber(144 + 100));
  }

  @Test
  void withOtherKeyData_differsInNothingElse() {
    KeyData other = KeyData.random(new Random(2));

    assertThat(key(100, 3, -2).with(other))
        .isEqualTo(
            new DiagnosisKey(other, new IntervalNumber(144), 100, 3, -2, ReportType.SELF_REPORT));
  }

  @Test
  void printing_showsNothingOfTheKeyData() {
    assertThat(key(100, 3, -2).toString()).contains("KeyData[********]");
  }

  private static DiagnosisKey key(int period, int level, int days) {
    return new DiagnosisKey(
        KEY_DATA, new IntervalNumber(144), period, level, days, ReportType.SELF_REPORT);
  }
}
