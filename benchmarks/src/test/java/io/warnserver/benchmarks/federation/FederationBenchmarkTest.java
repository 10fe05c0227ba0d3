package io.warnserver.benchmarks.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.benchmarks.meters.Figures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FederationBenchmarkTest {

  private static final Map<String, Object> COST =
      Figures.of("wallSeconds", 4.25, "peakRssMiB", Double.NaN, "keys", 124_355L);

  @Test
  void limit_isSixSeconds_orMoreForASlowFloor() {
    assertThat(FederationBenchmark.limitSeconds(1.5)).isEqualTo(6);
    assertThat(FederationBenchmark.limitSeconds(10)).isEqualTo(15);
  }

  @Test
  void table_saysWhatIsToBeReached() {
    List<String> lines =
        FederationBenchmark.table(
                Figures.of(
                    "jvm",
                    "-Xmx256m",
                    "drain",
                    COST,
                    "drainWarm",
                    COST,
                    "drainLimitSeconds",
                    6.0,
                    "signing",
                    Figures.of("cpuSeconds", 0.9)))
            .lines()
            .toList();

    assertThat(lines).hasSize(4);
    assertThat(lines.get(1).split("\\s+"))
        .containsExactly("drain", "4.250", "-", "124,355", "6.000");
    assertThat(lines.get(3).split("\\s+")).containsExactly("signing", "2.000", "0.900");
  }
}
