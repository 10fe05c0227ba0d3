package io.warnserver.local.servers;

import io.warnserver.time.MovableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time of the other systems around the application, to be moved together with the
 * application's: both must live in the same day.
 */
public final class PlayedClock extends MovableClock {

  private static final Duration NOON = Duration.ofHours(12);

  PlayedClock(Clock real) {
    super(real, new AtomicReference<>(Duration.ZERO));
  }

  /**
   * A time for tests of the application: it begins at the last noon (UTC) and goes on with the
   * machine's. The hours before and after lie in one day whenever the tests run; at midnight the
   * oldest keys become too old, and a time that was moved is in another day than the machine's.
   *
   * @param machine the real time; what is given is never later, and less than a day before
   */
  public static Clock fromNoon(Clock machine) {
    Instant now = machine.instant();
    Instant noon = now.minus(NOON).truncatedTo(ChronoUnit.DAYS).plus(NOON);
    return Clock.offset(machine, Duration.between(now, noon));
  }
}
