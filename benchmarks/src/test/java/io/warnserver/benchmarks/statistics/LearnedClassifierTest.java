package io.warnserver.benchmarks.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LearnedClassifierTest {

  private final SplittableRandom random = new SplittableRandom(3);

  @Test
  void sameDistributions_areNotToldApart() {
    Auc auc =
        LearnedClassifier.heldOut(
            rows(2000, random::nextDouble), rows(2000, random::nextDouble), random);

    assertThat(auc.value()).isBetween(0.47, 0.53);
    assertThat(auc.standardError()).isBetween(0.005, 0.015);
  }

  /** The same median: the time alone says nothing about a narrow distribution in a wide one. */
  @Test
  void narrowDistributionInAWideOne_isLearned() {
    DoubleSupplier narrow = () -> 0.4 + 0.2 * random.nextDouble();

    Auc auc = LearnedClassifier.heldOut(rows(1000, narrow), rows(1000, random::nextDouble), random);

    assertThat(auc.value()).isGreaterThan(0.85);
  }

  @Test
  void anyFeatureThatTells_isFound() {
    List<double[]> closing =
        Stream.generate(() -> new double[] {random.nextDouble(), random.nextInt(10) < 9 ? 1 : 0})
            .limit(500)
            .toList();
    List<double[]> keeping =
        Stream.generate(() -> new double[] {random.nextDouble(), random.nextInt(10) < 1 ? 1 : 0})
            .limit(500)
            .toList();

    assertThat(LearnedClassifier.heldOut(closing, keeping, random).value()).isGreaterThan(0.85);
  }

  /** Such as the place on the connection. */
  @Test
  void featureOfWhichEachPairHasOneOfEach_saysNothingEitherWay() {
    double sum = 0;
    for (int run = 0; run < 20; run++) {
      List<double[]> places =
          IntStream.range(0, 400).mapToObj(i -> new double[] {i, random.nextDouble()}).toList();
      List<double[]> others =
          IntStream.range(0, 400).mapToObj(i -> new double[] {i, random.nextDouble()}).toList();
      sum += LearnedClassifier.heldOut(places, others, random).value();
    }

    assertThat(sum / 20).isBetween(0.48, 0.52);
  }

  private List<double[]> rows(int count, DoubleSupplier first) {
    return Stream.generate(() -> new double[] {first.getAsDouble(), random.nextDouble()})
        .limit(count)
        .toList();
  }
}
