package io.warnserver.benchmarks.load;

import java.util.Arrays;

/** Times, ordered. */
public final class Percentiles {

  private static final double NANOS_IN_MILLI = 1e6;

  private final long[] sorted;

  private Percentiles(long[] sorted) {
    this.sorted = sorted;
  }

  /** Of times in nanoseconds, in any order. */
  public static Percentiles of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Percentiles(sorted);
  }

  /**
   * The time that this part of all does not exceed (nearest rank).
   *
   * @param percent 0 to 100
   * @return milliseconds; NaN where there are no times
   */
  public double millis(double percent) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(0, Math.min(sorted.length - 1, rank - 1))] / NANOS_IN_MILLI;
  }
}
