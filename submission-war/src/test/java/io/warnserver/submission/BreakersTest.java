package io.warnserver.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.submission.Breakers.Guard;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BreakersTest {

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Breakers breakers = Breakers.closed(metrics);
  private final LogLines log = new LogLines();

  @BeforeEach
  void listen() {
    log.open();
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void fewFailures_leaveItClosed() {
    fail(breakers.verification(), 4);

    assertThat(breakers.refuse()).isFalse();
  }

  @Test
  void mostlyFailures_openItForAll() {
    fail(breakers.database(), 5);

    assertThat(breakers.refuse()).isTrue();
    assertThat(breakers.database().breaker().tryAcquirePermission()).isFalse();
    assertThat(breakers.verification().breaker().tryAcquirePermission()).isTrue();
    assertThat(
            metrics.get("warn.submission.breaker.open").tag("system", "database").gauge().value())
        .isEqualTo(1);
    assertThat(log.lines).anyMatch(line -> line.contains("Circuit breaker database"));
  }

  @Test
  void breakerThatNobodyTried_refusesNoLongerThanItWouldRefuseOneWhoTries() {
    fail(breakers.database(), 5);

    breakers.database().opened().addAndGet(-Duration.ofSeconds(5).toNanos());

    assertThat(breakers.refuse()).isFalse();
  }

  private static void fail(Guard guard, int times) {
    for (int i = 0; i < times; i++) {
      guard.breaker().onError(1, TimeUnit.MILLISECONDS, new IOException());
    }
  }
}
