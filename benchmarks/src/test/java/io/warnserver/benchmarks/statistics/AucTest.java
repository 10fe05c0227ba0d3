package io.warnserver.benchmarks.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AucTest {

  @Test
  void separateSamples_areToldApartCompletely() {
    Auc auc = Auc.of(new double[] {4, 5, 6}, new double[] {1, 2, 3});

    assertThat(auc.value()).isEqualTo(1);
    assertThat(auc.standardError()).isZero();
    assertThat(Auc.of(new double[] {1, 2, 3}, new double[] {4, 5, 6}).folded()).isEqualTo(1);
  }

  @Test
  void equalSamples_sayNothing() {
    Auc auc = Auc.of(new double[] {1, 1, 1, 2}, new double[] {1, 1, 1, 2});

    assertThat(auc.value()).isEqualTo(0.5);
    assertThat(auc.folded()).isEqualTo(0.5);
  }

  /** 1 beats 0; 2 beats 0 and half of 2; 3 beats all: (1 + 1.5 + 3) of 9, with 2.5 twice. */
  @Test
  void smallExample_isAsCountedByHand() {
    Auc auc = Auc.of(new double[] {1, 2, 3}, new double[] {0, 2, 2.5});

    // Placements of the positives: 1/3, 1.5/3, 1; of the negatives: 1, 1.5/3, 1/3.
    assertThat(auc.value()).isCloseTo(5.5 / 9, within(1e-12));
    double variance = 0.12037037037037036;
    assertThat(auc.standardError()).isCloseTo(Math.sqrt(2 * variance / 3), within(1e-9));
  }

  /** Without a difference the variance is (m + n + 1) / 12mn (Mann and Whitney). */
  @Test
  void manyOfOneDistribution_haveTheKnownStandardError() {
    SplittableRandom random = new SplittableRandom(5);
    double[] some = IntStream.range(0, 5000).mapToDouble(i -> random.nextDouble()).toArray();
    double[] others = IntStream.range(0, 5000).mapToDouble(i -> random.nextDouble()).toArray();

    Auc auc = Auc.of(some, others);

    assertThat(auc.value()).isCloseTo(0.5, within(0.02));
    assertThat(auc.standardError())
        .isCloseTo(Math.sqrt(10_001 / (12.0 * 5000 * 5000)), within(2e-4));
    assertThat(auc.halfWidth()).isCloseTo(0.0113, within(5e-4));
  }
}
