package io.warnserver.local.servers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The time of the other systems around the application, to be moved together with the
 * application's: both must live in the same day.
 */
public final class PlayedClock extends Clock {

  private final Clock real;
  private volatile Duration distance = Duration.ZERO;

  PlayedClock(Clock real) {
    this.real = real;
  }

  /** Sets the time; it moves on from there. */
  public void moveTo(Instant time) {
    distance = Duration.between(real.instant(), time);
  }

  /** Back to the real time. */
  public void release() {
    distance = Duration.ZERO;
  }

  @Override
  public Instant instant() {
    return real.instant().plus(distance);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new IllegalArgumentException("this time is UTC");
  }
}
