package io.warnserver.benchmarks.meters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessMeterTest {

  @Test
  void thisProcess_showsWhatItHasUsed() throws IOException {
    try (ProcessMeter meter = ProcessMeter.ofThisProcess()) {
      meter.reset();

      assertThat(meter.cpuSeconds()).isPositive();
      assertThat(meter.peakHeapMiB()).isPositive();
      assertThat(meter.peakRssMiB()).isNotEqualTo(0);
    }
  }
}
