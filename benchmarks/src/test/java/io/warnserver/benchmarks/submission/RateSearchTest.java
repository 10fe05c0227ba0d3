package io.warnserver.benchmarks.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateSearchTest {

  @ParameterizedTest
  @ValueSource(doubles = {3, 150, 400, 401, 857, 1500, 9000})
  void aServerWithAClearLimit_isFoundToBeJustBelowIt(double limit) throws Exception {
    List<Double> trials = new ArrayList<>();

    double found =
        RateSearch.highest(
            400,
            rate -> {
              trials.add(rate);
              return rate <= limit;
            });

    assertThat(found).isBetween(limit / 1.05, limit);
    assertThat(trials).hasSizeLessThanOrEqualTo(16);
  }

  @Test
  void aServerThatSustainsNothing_isZero() throws Exception {
    assertThat(RateSearch.highest(400, rate -> false)).isZero();
  }

  @Test
  void aServerWithoutALimit_endsTheSearch() throws Exception {
    assertThat(RateSearch.highest(400, rate -> true)).isGreaterThan(100_000);
  }
}
