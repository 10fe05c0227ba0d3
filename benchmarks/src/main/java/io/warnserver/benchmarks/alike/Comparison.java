package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.load.Percentiles;
import io.warnserver.benchmarks.statistics.Auc;
import io.warnserver.benchmarks.statistics.LearnedClassifier;
import io.warnserver.benchmarks.statistics.Proportions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/**
 * How well real requests and fakes can be told apart.
 *
 * @param pairs how many of each were seen
 * @param realP50 milliseconds
 * @param fakeP50 milliseconds
 * @param realP99 milliseconds
 * @param fakeP99 milliseconds
 * @param distance Kolmogorov and Smirnov's, of the times
 * @param auc of the time alone
 * @param learned of what a classifier has learned from everything seen, on held-out data
 * @param differences in statuses, headers, bytes and closed connections, beyond chance
 */
record Comparison(
    int pairs,
    double realP50,
    double fakeP50,
    double realP99,
    double fakeP99,
    double distance,
    Auc auc,
    Auc learned,
    List<String> differences) {

  /**
   * The chance to tell a difference in a comparison where there is none. There are 21 comparisons
   * in a whole run.
   */
  private static final double LEVEL = 0.001;

  private static final Auc UNKNOWN = new Auc(Double.NaN, Double.NaN);
  private static final int FEWEST_TIMES = 2;
  private static final int FEWEST_LEARNED = 10;
  private static final double NANOS_IN_MILLI = 1e6;

  /**
   * Compares. With fewer than two of a kind there is nothing to compare, and all figures are not a
   * number.
   */
  static Comparison of(List<Observation> real, List<Observation> fake, RandomGenerator random) {
    double[] realTimes = times(real);
    double[] fakeTimes = times(fake);
    int pairs = Math.min(real.size(), fake.size());
    boolean some = pairs >= FEWEST_TIMES;
    Auc auc = some ? Auc.of(realTimes, fakeTimes) : UNKNOWN;
    return new Comparison(
        pairs,
        percentile(real, 50),
        percentile(fake, 50),
        percentile(real, 99),
        percentile(fake, 99),
        some ? KolmogorovSmirnovTest.withDefaults().statistic(realTimes, fakeTimes) : Double.NaN,
        auc,
        pairs < FEWEST_LEARNED
            ? UNKNOWN
            : LearnedClassifier.heldOut(features(real), features(fake), random),
        Proportions.differences(seen(real), seen(fake), real.size(), fake.size(), LEVEL).stream()
            .map(d -> text(d, real.size(), fake.size()))
            .toList());
  }

  /** How often each thing was seen. */
  static Map<String, Integer> seen(List<Observation> observations) {
    Map<String, Integer> seen = new TreeMap<>();
    for (Observation observation : observations) {
      String status = "status " + observation.exchange().status();
      count(seen, status);
      count(seen, status + ", " + observation.exchange().bytes() + " bytes");
      count(
          seen,
          "headers in this order: "
              + observation.exchange().headers().stream()
                  .map(header -> header.replaceFirst(":.*", ""))
                  .toList());
      observation.exchange().headers().stream()
          .distinct()
          .forEach(header -> count(seen, "header " + header));
      if (observation.closed()) {
        count(seen, "connection closed");
      }
    }
    return seen;
  }

  private static void count(Map<String, Integer> seen, String what) {
    seen.merge(what, 1, Integer::sum);
  }

  private static String text(Proportions.Difference difference, int reals, int fakes) {
    return String.format(
        Locale.ROOT,
        "%s: %d of %d real, %d of %d fake (p %.1e)",
        difference.what(),
        difference.ofReal(),
        reals,
        difference.ofFake(),
        fakes,
        difference.p());
  }

  private static double[] times(List<Observation> observations) {
    return observations.stream().mapToDouble(o -> o.exchange().millis()).toArray();
  }

  private static List<double[]> features(List<Observation> observations) {
    return observations.stream().map(Observation::features).toList();
  }

  private static double percentile(List<Observation> observations, double percent) {
    return Percentiles.of(
            observations.stream()
                .mapToLong(o -> Math.round(o.exchange().millis() * NANOS_IN_MILLI))
                .toArray())
        .millis(percent);
  }
}
