package io.warnserver.federation.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

  @ParameterizedTest
  @CsvSource({"1, PT5M", "2, PT10M", "3, PT20M", "7, PT320M", "8, PT6H", "100, PT6H"})
  void pause_doublesUpToSixHours(int failures, Duration pause) {
    Instant now = Instant.parse("2026-11-23T10:00:00Z");

    assertThat(new RetryPolicy(10, Duration.ofMinutes(5)).next(now, failures))
        .isEqualTo(now.plus(pause));
  }
}
