package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.time.RunSchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunScheduleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "minute=5 hour=* | 0 | 5 | *",
        "minute=0,30 hour=6-22 | 0 | 0,30 | 6-22",
        "minute=*/10 hour=*/2 second=30 | 30 | */10 | */2",
        "minute=* hour=* second=*/5 | */5 | * | *"
      })
  void schedule_isThatOfTheTimerInUtc(String text, String second, String minute, String hour) {
    RunSchedule schedule = read(text);

    assertThat(schedule.expression())
        .hasValueSatisfying(
            expression -> {
              assertThat(expression.getSecond()).isEqualTo(second);
              assertThat(expression.getMinute()).isEqualTo(minute);
              assertThat(expression.getHour()).isEqualTo(hour);
              assertThat(expression.getTimezone()).isEqualTo("UTC");
            });
  }

  @Test
  void off_hasNoTimer() {
    assertThat(read("off").expression()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OFF",
        "on",
        "5 *",
        "minute=5",
        "hour=* minute=5",
        "minute=5  hour=*",
        "minute= hour=*",
        "minute=5 hour=Mon",
        "second=1 minute=5 hour=*",
        "minute=5 hour=* second=",
        "minute=5 hour=* second=1 "
      })
  void otherForms_areRefused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageStartingWith("warn.distribution.schedule: '" + text + "' must be");
  }

  private static RunSchedule read(String text) {
    return SettingsFixture.with("warn.distribution.schedule", text).schedule();
  }
}
