package io.warnserver.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.benchmarks.meters.Bench;
import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.benchmarks.meters.Figures;
import io.warnserver.benchmarks.meters.Properties;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionBenchmarkTest {

  private static final Map<String, Object> FIGURES =
      Figures.of(
          "wallSeconds",
          12.3456,
          "totalCpuSeconds",
          8.0,
          "peakRssMiB",
          Double.NaN,
          "packages",
          700L,
          "keys",
          4_000_000L);

  @Test
  void table_hasALineARunWithWhatIsToReach() {
    List<String> lines = DistributionBenchmark.table(Map.of("first", FIGURES)).lines().toList();

    assertThat(lines.get(0).strip().split("\\s{2,}"))
        .containsExactly(
            "wallSeconds",
            "totalCpuSeconds",
            "peakRssMiB",
            "packages",
            "keys",
            "total s/M keys",
            "to reach");
    assertThat(lines.get(1).split("\\s+"))
        .containsExactly("first", "12.346", "8.000", "-", "700", "4,000,000", "2.000", "20");
  }

  @ParameterizedTest
  @ValueSource(strings = {"336", "14000000"})
  void keysWithinBounds_areTaken(String keys) {
    assertThatCode(() -> benchmark(keys)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"335", "14000001", "many", "-1"})
  void keysOutOfBounds_areRefusedByName(String keys) {
    assertThatThrownBy(() -> benchmark(keys))
        .isInstanceOf(BenchmarkFailedException.class)
        .hasMessage("keys: must be a whole number from 336 to 14000000");
  }

  private static DistributionBenchmark benchmark(String keys) {
    return new DistributionBenchmark(
        new Bench(
            new Properties(name -> keys),
            null,
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
            System.out));
  }
}
