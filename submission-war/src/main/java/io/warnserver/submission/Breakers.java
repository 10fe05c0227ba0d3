package io.warnserver.submission;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The circuit breakers before the two systems that a submission needs: who fails most of the time
 * is left alone for some seconds, and requests are answered 503 at once.
 *
 * @param verification before the verification server
 * @param database before the database
 */
record Breakers(Guard verification, Guard database) {

  private static final Logger LOG = Logger.getLogger(Breakers.class.getName());

  private static final Duration OPEN = Duration.ofSeconds(5);

  /**
   * A breaker that says how long it has been open: it is half open only when somebody tries, which
   * fakes never do.
   *
   * @param breaker the breaker
   * @param opened when it opened last, by {@link System#nanoTime()}
   */
  record Guard(CircuitBreaker breaker, AtomicLong opened) {

    boolean refuses() {
      return breaker.getState() == State.OPEN && System.nanoTime() - opened.get() < OPEN.toNanos();
    }
  }

  /** Both closed, and shown in the metrics. */
  static Breakers closed(MeterRegistry metrics) {
    return new Breakers(guard("verification", metrics), guard("database", metrics));
  }

  /** Whether real submissions are answered 503 at once, so that fakes must be, too. */
  boolean refuse() {
    return verification.refuses() || database.refuses();
  }

  private static Guard guard(String name, MeterRegistry metrics) {
    AtomicLong opened = new AtomicLong();
    CircuitBreaker breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(10)
                .minimumNumberOfCalls(5)
                .failureRateThreshold(50)
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(2)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> {
              if (event.getStateTransition().getToState() == State.OPEN) {
                opened.set(System.nanoTime());
              }
              LOG.log(
                  Level.WARNING,
                  "Circuit breaker {0}: {1}",
                  new Object[] {name, event.getStateTransition()});
            });
    Gauge.builder(
            "warn.submission.breaker.open", breaker, b -> b.getState() == State.OPEN ? 1.0 : 0.0)
        .description("1 while nobody is asked because too much has failed lately")
        .tag("system", name)
        .register(metrics);
    return new Guard(breaker, opened);
  }
}
