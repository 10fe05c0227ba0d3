package io.warnserver.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StoreMeterTest {

  @Test
  void putPaths_areThoseOfSuccessfulPutsEachOnce() {
    assertThat(
            StoreMeter.put(
                List.of(
                    "GET /warn/ 200",
                    "PUT /warn/a 200",
                    "PUT /warn/b 500",
                    "POST /warn 200",
                    "PUT /warn/a 200")))
        .containsExactly("/warn/a");
  }
}
