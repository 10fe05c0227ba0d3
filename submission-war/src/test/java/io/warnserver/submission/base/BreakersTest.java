package io.warnserver.submission.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.testing.Logged;
import io.warnserver.testing.SettableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BreakersTest {

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private final CircuitBreaker verification = Breakers.before("verification", clock, metrics);
  private final CircuitBreaker database = Breakers.before("database", clock, metrics);
  private final Logged log = Logged.by("io.warnserver.submission");

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void fewFailures_leaveItClosed() {
    fail(verification, 4);

    assertThat(isOpen("verification")).isFalse();
  }

  @Test
  void failuresOfLongAgo_areForgotten() {
    fail(verification, 4);
    clock.advance(Duration.ofSeconds(11));

    fail(verification, 1);

    assertThat(isOpen("verification")).isFalse();
  }

  @Test
  void mostlyFailures_openItForAll() {
    fail(database, 5);

    assertThat(database.tryAcquirePermission()).isFalse();
    assertThat(verification.tryAcquirePermission()).isTrue();
    assertThat(isOpen("database")).isTrue();
    assertThat(log.lines()).anyMatch(line -> line.contains("Circuit breaker database"));
  }

  @Test
  void breakerThatIsTried_isShownAsOpenUntilItIsClosed() {
    database.transitionToOpenState();
    database.transitionToHalfOpenState();

    assertThat(isOpen("database")).isTrue();
    succeed(database);
    assertThat(isOpen("database")).isTrue();
    succeed(database);
    assertThat(isOpen("database")).isFalse();
  }

  private boolean isOpen(String system) {
    return metrics.get("warn.submission.breaker.open").tag("system", system).gauge().value() == 1;
  }

  private static void succeed(CircuitBreaker breaker) {
    assertThat(breaker.tryAcquirePermission()).isTrue();
    breaker.onSuccess(1, TimeUnit.MILLISECONDS);
  }

  private static void fail(CircuitBreaker breaker, int times) {
    for (int i = 0; i < times; i++) {
      breaker.onError(1, TimeUnit.MILLISECONDS, new IOException());
    }
  }
}
