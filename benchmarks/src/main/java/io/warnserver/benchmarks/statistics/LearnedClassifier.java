package io.warnserver.benchmarks.statistics;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Learns on one part of the samples to tell the kinds apart and is judged on the others: logistic
 * regression on each feature's quantile, so that it learns any shape of a feature's distribution
 * and not only "larger" or "smaller".
 */
public final class LearnedClassifier {

  private static final int FOLDS = 5;
  private static final int BINS = 16;
  private static final double COST = 0.05;
  private static final double TOLERANCE = 0.01;

  private final double[][] edges;
  private final Model model;

  private LearnedClassifier(double[][] edges, Model model) {
    this.edges = edges;
    this.model = model;
  }

  /**
   * The mean AUC on held-out data, where each fifth is judged by what was learned from the others.
   *
   * @param positives rows of features
   * @param negatives rows of features
   * @return with the standard error of the mean; at least ten rows of each kind are needed
   */
  public static Auc heldOut(
      List<double[]> positives, List<double[]> negatives, RandomGenerator random) {
    List<double[]> some = shuffled(positives, random);
    List<double[]> others = shuffled(negatives, random);
    double sum = 0;
    double variances = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
      LearnedClassifier learned = learn(part(some, fold, false), part(others, fold, false));
      Auc auc =
          Auc.of(learned.scores(part(some, fold, true)), learned.scores(part(others, fold, true)));
      sum += auc.value();
      variances += auc.standardError() * auc.standardError();
    }
    return new Auc(sum / FOLDS, Math.sqrt(variances) / FOLDS);
  }

  /** Learns. */
  static LearnedClassifier learn(List<double[]> positives, List<double[]> negatives) {
    Linear.disableDebugOutput();
    List<double[]> rows = new ArrayList<>(positives);
    rows.addAll(negatives);
    double[][] edges = edges(rows);
    Problem problem = new Problem();
    problem.l = rows.size();
    problem.n = edges.length * BINS + 1;
    problem.bias = 1;
    problem.x = rows.stream().map(row -> binned(row, edges)).toArray(Feature[][]::new);
    problem.y = new double[rows.size()];
    Arrays.fill(problem.y, 0, positives.size(), 1);
    return new LearnedClassifier(
        edges, Linear.train(problem, new Parameter(SolverType.L2R_LR, COST, TOLERANCE)));
  }

  /** The chance that each row is a positive, as it was learned. */
  double[] scores(List<double[]> rows) {
    int positive = model.getLabels()[0] == 1 ? 0 : 1;
    double[] scores = new double[rows.size()];
    double[] chances = new double[2];
    for (int i = 0; i < scores.length; i++) {
      double unused = Linear.predictProbability(model, binned(rows.get(i), edges), chances);
      scores[i] = chances[positive];
    }
    return scores;
  }

  /** Each feature's quantiles. */
  private static double[][] edges(List<double[]> rows) {
    int features = rows.get(0).length;
    double[][] edges = new double[features][BINS - 1];
    for (int f = 0; f < features; f++) {
      int feature = f;
      double[] values = rows.stream().mapToDouble(row -> row[feature]).sorted().toArray();
      for (int bin = 1; bin < BINS; bin++) {
        edges[f][bin - 1] = values[bin * values.length / BINS];
      }
    }
    return edges;
  }

  /** For each feature a one at its bin. */
  private static Feature[] binned(double[] row, double[][] edges) {
    Feature[] binned = new Feature[row.length + 1];
    for (int f = 0; f < row.length; f++) {
      int bin = 0;
      while (bin < BINS - 1 && row[f] >= edges[f][bin]) {
        bin++;
      }
      binned[f] = new FeatureNode(f * BINS + bin + 1, 1);
    }
    binned[row.length] = new FeatureNode(row.length * BINS + 1, 1);
    return binned;
  }

  private static List<double[]> shuffled(List<double[]> rows, RandomGenerator random) {
    List<double[]> copy = new ArrayList<>(rows);
    for (int i = copy.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double[] row = copy.get(i);
      copy.set(i, copy.get(j));
      copy.set(j, row);
    }
    return copy;
  }

  private static List<double[]> part(List<double[]> rows, int fold, boolean heldOut) {
    List<double[]> part = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if ((i % FOLDS == fold) == heldOut) {
        part.add(rows.get(i));
      }
    }
    return part;
  }
}
