package io.warnserver.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands where the test sets it. */
public final class SettableClock extends Clock {

  private volatile Instant now;

  /** Stands there. */
  public SettableClock(Instant now) {
    this.now = now;
  }

  /** Sets it. */
  public void set(Instant time) {
    now = time;
  }

  /** Sets it forward. */
  public void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("UTC only");
  }
}
