package io.warnserver.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The clock of development mode: it stands a distance from the machine's clock and moves on with
 * it, so that a day can be played in a minute under the rules of production.
 */
public final class MovableClock extends Clock {

  /**
   * All modules of one server must see one time, also those with class loaders of their own; hence
   * static.
   */
  private static final AtomicReference<Duration> DISTANCE = new AtomicReference<>(Duration.ZERO);

  private final Clock machine;

  MovableClock(Clock machine) {
    this.machine = machine;
  }

  /** Sets the time; it moves on from there. */
  public void moveTo(Instant time) {
    DISTANCE.set(Duration.between(machine.instant(), time));
  }

  /** Back to the machine's time. */
  public void release() {
    DISTANCE.set(Duration.ZERO);
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(DISTANCE.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new IllegalArgumentException("this server's time is UTC");
  }
}
