package io.warnserver.local.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.keys.HourNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnpublishedHoursTest {

  private static final Instant NOW = Instant.parse("2026-11-10T12:34:56Z");

  @Test
  void nothingPublished_playsTheLast24CompleteHours() {
    List<HourNumber> hours = UnpublishedHours.after(Optional.empty(), NOW);

    assertThat(hours).hasSize(24).isSorted();
    assertThat(hours.get(0)).isEqualTo(hour("2026-11-09T12:00:00Z"));
    assertThat(hours.get(23)).isEqualTo(hour("2026-11-10T11:00:00Z"));
  }

  @Test
  void somePublished_playsTheLaterOnes() {
    assertThat(UnpublishedHours.after(Optional.of(hour("2026-11-10T09:00:00Z")), NOW))
        .containsExactly(hour("2026-11-10T10:00:00Z"), hour("2026-11-10T11:00:00Z"));
  }

  @Test
  void allPublished_playsNothing() {
    assertThat(UnpublishedHours.after(Optional.of(hour("2026-11-10T11:00:00Z")), NOW)).isEmpty();
  }

  @Test
  void publishedLongAgo_playsTheWholeDay() {
    assertThat(UnpublishedHours.after(Optional.of(hour("2026-11-01T11:00:00Z")), NOW)).hasSize(24);
  }

  @Test
  void fullHour_isComplete() {
    assertThat(UnpublishedHours.after(Optional.empty(), Instant.parse("2026-11-10T12:00:00Z")))
        .endsWith(hour("2026-11-10T11:00:00Z"));
  }

  @Test
  void index_hasALastHour() {
    assertThat(UnpublishedHours.lastOf("[0,1,12]")).contains(12);
    assertThat(UnpublishedHours.lastOf("[7]")).contains(7);
  }

  @Test
  void emptyIndex_hasNone() {
    assertThat(UnpublishedHours.lastOf("[]")).isEmpty();
  }

  @Test
  void noIndex_isRefused() {
    assertThatThrownBy(() -> UnpublishedHours.lastOf("<html>"))
        .isInstanceOf(PlayFailedException.class);
    assertThatThrownBy(() -> UnpublishedHours.lastOf("[\"one\"]"))
        .isInstanceOf(PlayFailedException.class);
  }

  private static HourNumber hour(String time) {
    return HourNumber.containing(Instant.parse(time));
  }
}
