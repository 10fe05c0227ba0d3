package io.warnserver.benchmarks.submission;

/** Looks for the highest rate that is sustained: upwards in steps, then between the last two. */
final class RateSearch {

  private static final double GROWTH = 1.5;

  /** Close enough: the highest rate sustained is within 4 % of one that was not. */
  private static final double PRECISION = 1.04;

  private static final double LOWEST = 1;
  private static final int MOST_TRIALS = 16;

  private RateSearch() {}

  /** Tries a rate. */
  @FunctionalInterface
  interface Trial {
    boolean isSustained(double perSecond) throws InterruptedException;
  }

  /**
   * Finds it with a bounded number of trials.
   *
   * @param first where to begin
   * @return requests a second; 0 where even one a second is too much
   */
  static double highest(double first, Trial trial) throws InterruptedException {
    double good = 0;
    double bad = Double.POSITIVE_INFINITY;
    double rate = first;
    for (int i = 0; i < MOST_TRIALS && rate >= LOWEST && bad / good > PRECISION; i++) {
      if (trial.isSustained(rate)) {
        good = rate;
      } else {
        bad = rate;
      }
      if (Double.isInfinite(bad)) {
        rate = good * GROWTH;
      } else {
        rate = good == 0 ? bad / 2 : Math.sqrt(good * bad);
      }
    }
    return good;
  }
}
