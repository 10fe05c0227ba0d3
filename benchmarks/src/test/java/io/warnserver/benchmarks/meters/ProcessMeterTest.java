package io.warnserver.benchmarks.meters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessMeterTest {

  private Process waiting;

  /** What the other process does: says that it runs, and waits until this one is gone. */
  public static void main(String[] arguments) throws IOException {
    System.out.println("running");
    int unused = System.in.read();
  }

  @BeforeEach
  void startAnotherProcess() throws IOException {
    waiting =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ProcessMeterTest.class.getName())
            .start();
    assertThat(waiting.getInputStream().read()).isEqualTo('r');
  }

  @AfterEach
  void endIt() {
    waiting.destroyForcibly();
  }

  @Test
  void anotherProcess_showsWhatItHasUsed() throws Exception {
    try (ProcessMeter meter = new ProcessMeter(waiting.toHandle())) {
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
    try (ProcessMeter meter = new ProcessMeter(waiting.toHandle())) {
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
