package io.warnserver.submission;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests whose body has come and that are not answered yet, up to a bound. */
final class InFlight {

  private final int max;
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean closed;

  /**
   * @param max requests, 1 or more
   */
  InFlight(int max) {
    this.max = max;
  }

  /** Whether there is room for one more; it must {@link #leave()} then. */
  boolean enter() {
    int now = count.incrementAndGet();
    // Looked at after it was counted: who waits for the last one either counts it or turns it away.
    if (now > max || closed) {
      count.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Lets nobody in any more. */
  void close() {
    closed = true;
  }

  /** Whether nobody is let in any more. */
  boolean isClosed() {
    return closed;
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
