package io.warnserver.submission.base;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.parts.Part;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The circuit breakers before the two systems that a submission needs: who fails most of the time
 * is left alone for some seconds, and requests are answered 503 at once. Whether it works again is
 * tried with requests of this server's own: a submission that was used for it would be the only one
 * that waits, and so known to be real.
 */
@Part
public final class Breakers {

  private static final Logger LOG = Logger.getLogger(Breakers.class.getName());

  private static final Duration OPEN = Duration.ofSeconds(5);

  private final CircuitBreaker verification;
  private final CircuitBreaker database;

  /** Both closed, and shown in the metrics. */
  @Inject
  Breakers(MeterRegistry metrics) {
    verification = breaker("verification", metrics);
    database = breaker("database", metrics);
  }

  /** Before the verification server. */
  public CircuitBreaker verification() {
    return verification;
  }

  /** Before the database. */
  public CircuitBreaker database() {
    return database;
  }

  private static CircuitBreaker breaker(String name, MeterRegistry metrics) {
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
            event ->
                LOG.log(
                    Level.WARNING,
                    "Circuit breaker {0}: {1}",
                    new Object[] {name, event.getStateTransition()}));
    Gauge.builder(
            "warn.submission.breaker.open", breaker, b -> b.getState() == State.CLOSED ? 0.0 : 1.0)
        .description("1 while submissions are refused because too much has failed lately")
        .tag("system", name)
        .register(metrics);
    return breaker;
  }
}
