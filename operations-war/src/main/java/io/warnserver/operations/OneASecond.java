package io.warnserver.operations;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Bounds lines of log that a client can cause: at most one a second, and each says how many were
 * left out before it.
 */
final class OneASecond {

  private static final long SECOND = 1_000_000_000;

  private final LongSupplier nanos;
  private long last;
  private long leftOut;

  /**
   * @param nanos as {@link System#nanoTime()} counts them
   */
  OneASecond(LongSupplier nanos) {
    this.nanos = nanos;
    last = nanos.getAsLong() - SECOND;
  }

  /** How many lines were left out since the last one; empty where this one is to be left out. */
  synchronized OptionalLong next() {
    long now = nanos.getAsLong();
    if (now - last < SECOND) {
      leftOut++;
      return OptionalLong.empty();
    }
    OptionalLong before = OptionalLong.of(leftOut);
    last = now;
    leftOut = 0;
    return before;
  }
}
