package io.warnserver.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

  @Test
  void hundredTimes_haveTheirRanks() {
    Percentiles times = Percentiles.of(IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i));

    assertThat(times.millis(50)).isEqualTo(50);
    assertThat(times.millis(99)).isEqualTo(99);
    assertThat(times.millis(100)).isEqualTo(100);
    assertThat(times.millis(0)).isEqualTo(1);
  }

  @Test
  void noTimes_areNotANumber() {
    assertThat(Percentiles.of(DoubleStream.empty()).millis(50)).isNaN();
  }
}
