package io.warnserver.benchmarks.meters;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Seconds that pass, and that processes and threads of this machine compute. */
public final class Seconds {

  private static final double NANOS = 1e9;

  private Seconds() {}

  /** Since a reading of {@link System#nanoTime()}. */
  public static double since(long start) {
    return (System.nanoTime() - start) / NANOS;
  }

  /** CPU seconds of the thread that asks. */
  public static double ofThread() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / NANOS;
  }

  /**
   * CPU seconds of a process since it began, in user and kernel mode; on Linux in steps of 10 ms.
   */
  public static double of(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / NANOS;
  }
}
