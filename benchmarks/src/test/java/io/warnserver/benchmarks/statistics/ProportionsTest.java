package io.warnserver.benchmarks.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProportionsTest {

  /** Fisher's own example: the lady tasting tea, 3 of 4 right, two-sided. */
  @Test
  void ladyTastingTea_isAsKnown() {
    assertThat(Proportions.pValue(3, 1, 1, 3)).isCloseTo(34.0 / 70, within(1e-9));
  }

  @Test
  void sameRates_areNoDifference() {
    Map<String, Integer> seen = Map.of("status 200", 990, "status 503", 10);

    assertThat(Proportions.differences(seen, seen, 1000, 1000, 0.01)).isEmpty();
    assertThat(
            Proportions.differences(
                seen, Map.of("status 200", 985, "status 503", 15), 1000, 1000, 0.01))
        .isEmpty();
  }

  @Test
  void otherRates_areToldWithTheSurestFirst() {
    List<Proportions.Difference> differences =
        Proportions.differences(
            Map.of("status 200", 900, "header a", 1000),
            Map.of("status 200", 1000, "header b", 1000),
            1000,
            1000,
            0.001);

    assertThat(differences)
        .extracting(Proportions.Difference::what)
        .containsExactly("header a", "header b", "status 200");
    assertThat(differences.get(2).p()).isLessThan(1e-6);
  }

  /** Of four chances below 0.05 Holm keeps what is below 0.05 divided by those that are left. */
  @Test
  void manyComparisons_areCorrected() {
    Map<String, Integer> real = Map.of("a", 10, "b", 7, "c", 5, "d", 5);

    assertThat(Proportions.differences(Map.of("c", 5), Map.of(), 20, 20, 0.05)).hasSize(1);
    assertThat(Proportions.differences(real, Map.of(), 20, 20, 0.05))
        .extracting(Proportions.Difference::what)
        .containsExactly("a", "b");
  }
}
