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
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

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

  private LearnedClassifier(List<double[]> positives, List<double[]> negatives) {
    Linear.disableDebugOutput();
    List<double[]> rows = new ArrayList<>(positives);
    rows.addAll(negatives);
    edges = edges(rows);
    Problem problem = new Problem();
    problem.l = rows.size();
    problem.n = edges.length * BINS + 1;
    problem.bias = 1;
    problem.x = rows.stream().map(this::binned).toArray(Feature[][]::new);
    problem.y = new double[rows.size()];
    Arrays.fill(problem.y, 0, positives.size(), 1);
    model = Linear.train(problem, new Parameter(SolverType.L2R_LR, COST, TOLERANCE));
  }

  /**
   * The mean AUC on held-out data, where each fifth is judged by what was learned from the others.
   * What was seen at about the same time, the positive and the negative of the same index, is in
   * the same fifth: a feature of which each pair has one of each would otherwise be rarer among the
   * held-out positives where it was more frequent among the others, and be learned the wrong way
   * round.
   *
   * @param positives rows of features, in the order in which they were seen
   * @param negatives rows of features, in the order in which they were seen
   * @return with the standard error of the mean; at least ten rows of each kind are needed
   */
  public static Auc heldOut(
      List<double[]> positives, List<double[]> negatives, RandomGenerator random) {
    int[] folds = folds(Math.max(positives.size(), negatives.size()), random);
    double sum = 0;
    double variances = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
      LearnedClassifier learned =
          new LearnedClassifier(
              part(positives, folds, fold, false), part(negatives, folds, fold, false));
      Auc auc =
          Auc.of(
              learned.scores(part(positives, folds, fold, true)),
              learned.scores(part(negatives, folds, fold, true)));
      sum += auc.value();
      variances += auc.standardError() * auc.standardError();
    }
    return new Auc(sum / FOLDS, Math.sqrt(variances) / FOLDS);
  }

  /** The chance that each row is a positive, as it was learned. */
  private double[] scores(List<double[]> rows) {
    int positive = model.getLabels()[0] == 1 ? 0 : 1;
    double[] scores = new double[rows.size()];
    double[] chances = new double[2];
    for (int i = 0; i < scores.length; i++) {
      double unused = Linear.predictProbability(model, binned(rows.get(i)), chances);
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
  private Feature[] binned(double[] row) {
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

  /** For each index its fifth; in each five that follow one another there is one of each. */
  private static int[] folds(int count, RandomGenerator random) {
    Random shuffling = new Random(random.nextLong());
    List<Integer> five = new ArrayList<>(List.of(0, 1, 2, 3, 4));
    int[] folds = new int[count];
    for (int i = 0; i < count; i++) {
      if (i % FOLDS == 0) {
        Collections.shuffle(five, shuffling);
      }
      folds[i] = five.get(i % FOLDS);
    }
    return folds;
  }

  private static List<double[]> part(List<double[]> rows, int[] folds, int fold, boolean heldOut) {
    return IntStream.range(0, rows.size())
        .filter(i -> (folds[i] == fold) == heldOut)
        .mapToObj(rows::get)
        .toList();
  }
}
