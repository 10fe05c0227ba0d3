package io.warnserver.managed;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a bound. */
public final class Waiting {

  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private Waiting() {}

  /**
   * Waits until a condition holds.
   *
   * @param hope ends the waiting where it is false
   * @throws IOException where it does not come to hold
   */
  public static void until(Duration limit, BooleanSupplier condition, BooleanSupplier hope)
      throws IOException {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (!hope.getAsBoolean()) {
        throw new IOException("the server has ended");
      }
      if (System.nanoTime() - began > limit.toNanos()) {
        throw new IOException("it did not come within " + limit);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** As above, while nothing speaks against hope. */
  public static void until(Duration limit, BooleanSupplier condition) throws IOException {
    until(limit, condition, () -> true);
  }
}
