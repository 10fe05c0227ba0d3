package io.warnserver.submission;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that are not answered yet, up to a bound. */
final class InFlight {

  private final int max;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * @param max requests, 1 or more
   */
  InFlight(int max) {
    this.max = max;
  }

  /** Whether there is room for one more; it must {@link #leave()} then. */
  boolean enter() {
    int now = count.incrementAndGet();
    if (now > max) {
      count.decrementAndGet();
      return false;
    }
    return true;
  }

  /** One has been answered. */
  void leave() {
    count.decrementAndGet();
  }

  /** How many there are. */
  int count() {
    return count.get();
  }
}
