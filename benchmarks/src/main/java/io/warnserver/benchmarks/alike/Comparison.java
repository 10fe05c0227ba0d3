package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.load.Exchange;
import io.warnserver.benchmarks.load.Percentiles;
import io.warnserver.benchmarks.meters.Figures;
import io.warnserver.benchmarks.statistics.Auc;
import io.warnserver.benchmarks.statistics.LearnedClassifier;
import io.warnserver.benchmarks.statistics.Proportions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/**
 * How well real requests and fakes can be told apart.
 *
 * @param pairs how many of each were seen
 * @param real the times of real ones
 * @param fake the times of fakes
 * @param distance Kolmogorov and Smirnov's, of the times
 * @param auc of the time alone
 * @param learned of what a classifier has learned from everything seen, on held-out data
 * @param differences in statuses, headers, bytes and closed connections, beyond chance
 */
record Comparison(
    int pairs,
    Percentiles real,
    Percentiles fake,
    double distance,
    Auc auc,
    Auc learned,
    List<String> differences) {

  /** Half the width that the confidence interval of the AUC may have. */
  static final double HALF_WIDTH = 0.015;

  /** What is to be reached. */
  static final double MOST_AUC = 0.53;

  /**
   * The chance to tell a difference in a comparison where there is none. There are 21 comparisons
   * in a whole run.
   */
  private static final double LEVEL = 0.001;

  private static final Auc UNKNOWN = new Auc(Double.NaN, Double.NaN);
  private static final int FEWEST_TIMES = 2;
  private static final int FEWEST_LEARNED = 10;

  /**
   * Compares. With fewer than two of a kind there is nothing to compare, and all figures are not a
   * number.
   */
  static Comparison of(List<Exchange> real, List<Exchange> fake, RandomGenerator random) {
    double[] realTimes = times(real);
    double[] fakeTimes = times(fake);
    int pairs = Math.min(real.size(), fake.size());
    boolean some = pairs >= FEWEST_TIMES;
    return new Comparison(
        pairs,
        Percentiles.of(DoubleStream.of(realTimes)),
        Percentiles.of(DoubleStream.of(fakeTimes)),
        some ? KolmogorovSmirnovTest.withDefaults().statistic(realTimes, fakeTimes) : Double.NaN,
        some ? Auc.of(realTimes, fakeTimes) : UNKNOWN,
        pairs < FEWEST_LEARNED
            ? UNKNOWN
            : LearnedClassifier.heldOut(features(real), features(fake), random),
        Proportions.differences(seen(real), seen(fake), real.size(), fake.size(), LEVEL).stream()
            .map(d -> text(d, real.size(), fake.size()))
            .toList());
  }

  /** Milliseconds. */
  static double[] times(List<Exchange> exchanges) {
    return exchanges.stream().mapToDouble(Exchange::millis).toArray();
  }

  /** Whether enough was seen to trust the AUC. */
  boolean isEnough() {
    return auc.halfWidth() <= HALF_WIDTH;
  }

  /** Whether what is to be reached is. */
  String verdict() {
    boolean reached =
        auc.folded() <= MOST_AUC && learned.value() <= MOST_AUC && differences.isEmpty();
    return (reached ? "yes" : "no") + (isEnough() ? "" : ", too few pairs");
  }

  Map<String, Object> figures() {
    return Figures.of(
        "auc", auc.folded(),
        "aucLearned", learned.value(),
        "differences", differences,
        "pairs", pairs,
        "aucInterval", interval(auc),
        "aucLearnedInterval", interval(learned),
        "enough", isEnough(),
        "kolmogorovSmirnov", distance,
        "realP50Millis", real.millis(50),
        "fakeP50Millis", fake.millis(50),
        "realP99Millis", real.millis(99),
        "fakeP99Millis", fake.millis(99));
  }

  /** Of the AUC before it is folded: below 0.5 where real requests are the faster ones. */
  private static Map<String, Object> interval(Auc auc) {
    return Figures.of("from", auc.value() - auc.halfWidth(), "to", auc.value() + auc.halfWidth());
  }

  /** How often each thing was seen. */
  private static Map<String, Integer> seen(List<Exchange> exchanges) {
    Map<String, Integer> seen = new TreeMap<>();
    exchanges.stream()
        .flatMap(Comparison::things)
        .forEach(what -> seen.merge(what, 1, Integer::sum));
    return seen;
  }

  private static Stream<String> things(Exchange seen) {
    String status = "status " + seen.status();
    List<String> names = seen.headers().stream().map(h -> h.replaceFirst(":.*", "")).toList();
    Stream<String> always =
        Stream.of(
            status, status + ", " + seen.bytes() + " bytes", "headers in this order: " + names);
    Stream<String> headers = seen.headers().stream().distinct().map(header -> "header " + header);
    Stream<String> end = seen.closed() ? Stream.of("connection closed") : Stream.of();
    return Stream.of(always, headers, end).flatMap(each -> each);
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

  /** What a classifier may learn from: everything but what was sent. */
  private static List<double[]> features(List<Exchange> exchanges) {
    return exchanges.stream()
        .map(
            seen ->
                new double[] {
                  seen.millis(),
                  seen.millisToFirstByte(),
                  seen.millis() - seen.millisToFirstByte(),
                  seen.status(),
                  seen.bytes(),
                  seen.headers().size(),
                  seen.place(),
                  seen.closed() ? 1 : 0
                })
        .toList();
  }
}
