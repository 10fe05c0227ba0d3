package io.warnserver.benchmarks.meters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessMeterTest {

  @Test
  void thisProcess_showsWhatItHasUsed() throws Exception {
    try (ProcessMeter meter = ProcessMeter.ofThisProcess()) {
      meter.reset();

      assertThat(meter.cpuSeconds()).isPositive();
      assertThat(meter.peakHeapMiB()).isPositive();
      assertThat(meter.peakRssMiB()).isNotEqualTo(0);
    }
  }

  @Test
  void measuredRun_hasWhatItHasDoneAndCost() throws Exception {
    double[] other = {1, 1.25};
    int[] next = {0};
    try (ProcessMeter meter = ProcessMeter.ofThisProcess()) {
      assertThat(
              meter.measure(
                  () -> Figures.of("keys", 3), () -> 2, "storeCpuSeconds", () -> other[next[0]++]))
          .containsEntry("keys", 3)
          .containsEntry("databaseCpuSeconds", 0.0)
          .containsEntry("storeCpuSeconds", 0.25)
          .containsKeys("wallSeconds", "cpuSeconds", "totalCpuSeconds", "loadAverage")
          .containsKeys("peakHeapMiB", "peakRssMiB");
    }
  }
}
