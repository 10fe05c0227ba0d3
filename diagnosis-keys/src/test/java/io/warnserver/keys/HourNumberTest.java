package io.warnserver.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HourNumberTest {

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 0",
    "1970-01-01T00:59:59.999999999Z, 0",
    "1970-01-01T01:00:00Z, 1",
    "2026-01-15T00:00:00Z, 491232",
    "2026-01-14T23:59:59Z, 491231"
  })
  void time_liesInItsHour(Instant time, int expected) {
    assertThat(HourNumber.containing(time)).isEqualTo(new HourNumber(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01, 0",
    "23, 1970-01-01, 23",
    "24, 1970-01-02, 0",
    "491231, 2026-01-14, 23",
    "491232, 2026-01-15, 0",
    "491255, 2026-01-15, 23"
  })
  void hour_hasADayAndItsPlaceInIt(int number, LocalDate day, int ofDay) {
    HourNumber hour = new HourNumber(number);

    assertThat(hour.day()).isEqualTo(day);
    assertThat(hour.ofDay()).isEqualTo(ofDay);
    assertThat(HourNumber.startOf(day).plus(ofDay)).isEqualTo(hour);
  }

  @Test
  void start_isTheFirstInstantOfTheHour() {
    assertThat(new HourNumber(491233).start()).isEqualTo("2026-01-15T01:00:00Z");
  }

  @Test
  void plus_goesBothWays() {
    assertThat(new HourNumber(24).plus(-1)).isEqualTo(new HourNumber(23));
    assertThat(new HourNumber(24).plus(2)).isEqualTo(new HourNumber(26));
  }

  @Test
  void hourOutOfRange_isRefused() {
    assertThatThrownBy(() -> new HourNumber(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HourNumber(0).plus(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HourNumber(Integer.MAX_VALUE).plus(1))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> HourNumber.containing(Instant.parse("1969-12-31T23:59:59Z")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void order_isThatOfTime() {
    assertThat(new HourNumber(9)).isLessThan(new HourNumber(10));
  }

  @Test
  void printing_showsTheTimeInUtc() {
    assertThat(new HourNumber(491233)).hasToString("2026-01-15T01:00Z");
  }
}
