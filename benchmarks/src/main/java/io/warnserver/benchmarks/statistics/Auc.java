package io.warnserver.benchmarks.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Variance;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/**
 * How well a score tells positives from negatives: the chance that a random positive has a higher
 * score than a random negative, ties counted half. 0.5 says nothing, 0 and 1 say everything.
 *
 * @param value 0 to 1
 * @param standardError by DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988)
 */
public record Auc(double value, double standardError) {

  /** The quantile of the normal distribution for 95 % in the middle. */
  private static final double Z = 1.959963984540054;

  /**
   * Of two samples.
   *
   * @param positives scores, at least two
   * @param negatives scores, at least two
   */
  public static Auc of(double[] positives, double[] negatives) {
    int m = positives.length;
    int n = negatives.length;
    double[] all = Arrays.copyOf(positives, m + n);
    System.arraycopy(negatives, 0, all, m, n);
    double[] rankOfAll = ranks(all);
    double[] rankOfPositives = ranks(positives);
    double[] rankOfNegatives = ranks(negatives);
    // The part of the other sample that is below, each one's placement.
    double[] placed = new double[m];
    for (int i = 0; i < m; i++) {
      placed[i] = (rankOfAll[i] - rankOfPositives[i]) / n;
    }
    double[] placedOthers = new double[n];
    for (int j = 0; j < n; j++) {
      placedOthers[j] = 1 - (rankOfAll[m + j] - rankOfNegatives[j]) / m;
    }
    return new Auc(
        Arrays.stream(placed).average().orElseThrow(),
        Math.sqrt(
            Variance.of(placed).getAsDouble() / m + Variance.of(placedOthers).getAsDouble() / n));
  }

  /** As well as by the same score the other way round: 0.5 to 1. */
  public double folded() {
    return Math.max(value, 1 - value);
  }

  /** Half the width of the 95 % confidence interval. */
  public double halfWidth() {
    return Z * standardError;
  }

  private static double[] ranks(double[] values) {
    return new NaturalRanking(TiesStrategy.AVERAGE).apply(values);
  }
}
