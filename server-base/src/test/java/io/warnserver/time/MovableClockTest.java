package io.warnserver.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MovableClockTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  private final SettableClock machine = new SettableClock(NOON);
  private final MovableClock clock = new MovableClock(machine);

  @AfterEach
  void release() {
    clock.release();
  }

  @Test
  void untouched_isTheMachinesTime() {
    assertThat(clock.instant()).isEqualTo(NOON);
    machine.advance(Duration.ofMinutes(3));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(180));
  }

  @Test
  void moved_standsThereAndMovesOn() {
    Instant yesterday = NOON.minus(Duration.ofDays(1));

    clock.moveTo(yesterday);

    assertThat(clock.instant()).isEqualTo(yesterday);
    machine.advance(Duration.ofSeconds(5));
    assertThat(clock.instant()).isEqualTo(yesterday.plusSeconds(5));
    assertThat(clock.millis()).isEqualTo(yesterday.plusSeconds(5).toEpochMilli());
  }

  @Test
  void movedTwice_standsWhereItWasMovedLast() {
    clock.moveTo(NOON.plusSeconds(3600));
    machine.advance(Duration.ofSeconds(7));
    clock.moveTo(NOON.minusSeconds(3600));

    assertThat(clock.instant()).isEqualTo(NOON.minusSeconds(3600));
  }

  @Test
  void released_isTheMachinesTimeAgain() {
    clock.moveTo(NOON.plusSeconds(3600));

    clock.release();

    assertThat(clock.instant()).isEqualTo(NOON);
  }

  @Test
  void anotherInstance_showsTheSameTime() {
    clock.moveTo(NOON.plusSeconds(3600));

    assertThat(new MovableClock(machine).instant()).isEqualTo(NOON.plusSeconds(3600));
  }

  @Test
  void zone_isUtcAndStaysSo() {
    assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    assertThatThrownBy(() -> clock.withZone(ZoneId.of("Europe/Berlin")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
