package io.warnserver.submission.base;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.time.ServerClock;
import java.time.Clock;
import java.time.Duration;
import java.util.logging.Logger;

/**
 * The circuit breakers before the two systems that a submission needs: who fails most of the time
 * is left alone for some seconds, and requests are answered 503 at once. Whether it works again is
 * tried with requests of this server's own: a submission that was used for it would be the only one
 * that waits, and so known to be real.
 */
public final class Breakers {

  private static final Logger LOG = Logger.getLogger(Breakers.class.getName());

  private Breakers() {}

  /** A closed one that is shown in the metrics. */
  public static CircuitBreaker before(String system, MeterRegistry metrics) {
    return before(system, ServerClock.machineClock(), metrics);
  }

  static CircuitBreaker before(String system, Clock clock, MeterRegistry metrics) {
    CircuitBreaker breaker =
        CircuitBreaker.of(
            system,
            CircuitBreakerConfig.custom()
                // Ten seconds: what was before says nothing about now.
                .slidingWindow(10, 5, SlidingWindowType.TIME_BASED)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(5))
                .permittedNumberOfCallsInHalfOpenState(2)
                .clock(clock)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> LOG.warning("Circuit breaker " + system + ": " + event.getStateTransition()));
    Gauge.builder(
            "warn.submission.breaker.open", breaker, b -> b.getState() == State.CLOSED ? 0.0 : 1.0)
        .description("1 while submissions are refused because too much has failed lately")
        .tag("system", system)
        .register(metrics);
    return breaker;
  }
}
