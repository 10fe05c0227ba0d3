package io.warnserver.benchmarks.load;

import java.util.stream.DoubleStream;

/** Times, ordered. */
public final class Percentiles {

  private final double[] sorted;

  private Percentiles(double[] sorted) {
    this.sorted = sorted;
  }

  /** Of times in any order. */
  public static Percentiles of(DoubleStream millis) {
    return new Percentiles(millis.sorted().toArray());
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
    return sorted[Math.max(0, Math.min(sorted.length - 1, rank - 1))];
  }
}
