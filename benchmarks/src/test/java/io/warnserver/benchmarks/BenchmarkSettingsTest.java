package io.warnserver.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchmarkSettingsTest {

  private final Map<String, String> properties =
      new HashMap<>(
          Map.of(
              "bench", "distribution",
              "keys", "1000",
              "bench.jvm", "-Xmx256m  -XX:+UseSerialGC",
              "bench.war", "a/../b.war",
              "bench.data", "data",
              "bench.results", "results"));

  @Test
  void everythingSet_isTaken() {
    BenchmarkSettings settings = BenchmarkSettings.read(properties::get);

    assertThat(settings.benchmark()).isEqualTo("distribution");
    assertThat(settings.keys()).isEqualTo(1000);
    assertThat(settings.jvmOptions()).containsExactly("-Xmx256m", "-XX:+UseSerialGC");
    assertThat(settings.war()).isEqualTo(Path.of("b.war"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"335", "14000001", "many", "-1"})
  void keysOutOfBounds_areRefusedByName(String keys) {
    properties.put("keys", keys);

    assertThatThrownBy(() -> BenchmarkSettings.read(properties::get))
        .isInstanceOf(BenchmarkFailedException.class)
        .hasMessage("keys: must be a whole number from 336 to 14000000");
  }

  @Test
  void missingSetting_isRefusedByName() {
    properties.remove("bench.war");

    assertThatThrownBy(() -> BenchmarkSettings.read(properties::get))
        .isInstanceOf(BenchmarkFailedException.class)
        .hasMessage("bench.war: must be set");
  }
}
