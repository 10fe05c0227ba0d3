package io.warnserver.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.keys.HourNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DayPlanTest {

  private static final Instant NOW = Instant.parse("2026-11-10T12:34:56Z");

  @Test
  void nothingPublished_playsTheLast24CompleteHours() {
    List<HourNumber> hours = DayPlan.hours(NOW, Optional.empty());

    assertThat(hours).hasSize(24).isSorted();
    assertThat(hours.get(0)).isEqualTo(hour("2026-11-09T12:00:00Z"));
    assertThat(hours.get(23)).isEqualTo(hour("2026-11-10T11:00:00Z"));
  }

  @Test
  void somePublished_playsTheLaterOnes() {
    assertThat(DayPlan.hours(NOW, Optional.of(hour("2026-11-10T09:00:00Z"))))
        .containsExactly(hour("2026-11-10T10:00:00Z"), hour("2026-11-10T11:00:00Z"));
  }

  @Test
  void allPublished_playsNothing() {
    assertThat(DayPlan.hours(NOW, Optional.of(hour("2026-11-10T11:00:00Z")))).isEmpty();
  }

  @Test
  void publishedLongAgo_playsTheWholeDay() {
    assertThat(DayPlan.hours(NOW, Optional.of(hour("2026-11-01T11:00:00Z")))).hasSize(24);
  }

  @Test
  void fullHour_isComplete() {
    assertThat(DayPlan.hours(Instant.parse("2026-11-10T12:00:00Z"), Optional.empty()))
        .endsWith(hour("2026-11-10T11:00:00Z"));
  }

  private static HourNumber hour(String time) {
    return HourNumber.containing(Instant.parse(time));
  }
}
