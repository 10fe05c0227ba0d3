package io.warnserver.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlayedClockTest {

  private static final Instant REAL = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant PLAYED = Instant.parse("2026-11-22T09:30:00Z");

  @Test
  void time_isMoved_andGivenBack() {
    PlayedClock clock = new PlayedClock(Clock.fixed(REAL, ZoneOffset.UTC));

    assertThat(clock.instant()).isEqualTo(REAL);
    clock.moveTo(PLAYED);
    assertThat(clock.instant()).isEqualTo(PLAYED);
    clock.release();
    assertThat(clock.instant()).isEqualTo(REAL);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-28T00:00:00Z, 2026-11-27T12:00:00Z",
    "2026-11-28T06:12:34Z, 2026-11-27T12:00:00Z",
    "2026-11-28T11:59:59.999Z, 2026-11-27T12:00:00Z",
    "2026-11-28T12:00:00Z, 2026-11-28T12:00:00Z",
    "2026-11-28T23:59:59Z, 2026-11-28T12:00:00Z",
  })
  void timeForTests_beginsAtTheLastNoonAtAnyHourOfTheMachine(Instant machine, Instant begins) {
    Clock clock = PlayedClock.fromNoon(Clock.fixed(machine, ZoneOffset.UTC));

    assertThat(clock.instant()).isEqualTo(begins);
  }
}
