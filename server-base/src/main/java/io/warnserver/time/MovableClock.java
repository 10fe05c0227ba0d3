package io.warnserver.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The clock of development mode: it stands a distance from the machine's clock and moves on with
 * it, so that a day can be played in a minute under the rules of production. Others that must live
 * in the same day have one of their own.
 */
public class MovableClock extends Clock {

  /**
   * All modules of one server must see one time, also those with class loaders of their own; hence
   * static.
   */
  private static final AtomicReference<Duration> OF_SERVER = new AtomicReference<>(Duration.ZERO);

  private final Clock machine;
  private final AtomicReference<Duration> distance;

  /** That of this server. */
  MovableClock(Clock machine) {
    this(machine, OF_SERVER);
  }

  /**
   * One of somebody else.
   *
   * @param distance all clocks that have it show the same time
   */
  protected MovableClock(Clock machine, AtomicReference<Duration> distance) {
    this.machine = machine;
    this.distance = distance;
  }

  /** Sets the time; it moves on from there. */
  public void moveTo(Instant time) {
    distance.set(Duration.between(machine.instant(), time));
  }

  /** Back to the machine's time. */
  public void release() {
    distance.set(Duration.ZERO);
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(distance.get());
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
