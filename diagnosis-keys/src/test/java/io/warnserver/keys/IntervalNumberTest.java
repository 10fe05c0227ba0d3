package io.warnserver.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalNumberTest {

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 0",
    "1970-01-01T00:09:59.999Z, 0",
    "1970-01-01T00:10:00Z, 1",
    "1970-01-02T00:00:00Z, 144",
    "2026-01-15T00:00:00Z, 2947392",
    "2026-01-14T23:59:59.999999999Z, 2947391"
  })
  void time_liesInItsInterval(Instant time, int expected) {
    assertThat(IntervalNumber.containing(time)).isEqualTo(new IntervalNumber(expected));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, -144, Integer.MIN_VALUE})
  void negativeNumber_isRefused(int number) {
    assertThatThrownBy(() -> new IntervalNumber(number))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void timeBeforeTheEpoch_isRefused() {
    assertThatThrownBy(() -> IntervalNumber.containing(Instant.parse("1969-12-31T23:59:59Z")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void start_isTheFirstInstantOfTheInterval() {
    assertThat(new IntervalNumber(2947392).start()).isEqualTo("2026-01-15T00:00:00Z");
    assertThat(new IntervalNumber(Integer.MAX_VALUE).start().getEpochSecond())
        .isEqualTo(Integer.MAX_VALUE * 600L);
  }

  @Test
  void plus_goesOnAndDoesNotWrapAround() {
    assertThat(new IntervalNumber(10).plus(144)).isEqualTo(new IntervalNumber(154));
    assertThatThrownBy(() -> new IntervalNumber(Integer.MAX_VALUE).plus(1))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void order_isThatOfTime() {
    assertThat(new IntervalNumber(9)).isLessThan(new IntervalNumber(10));
    assertThat(new IntervalNumber(9)).isEqualByComparingTo(new IntervalNumber(9));
  }
}
