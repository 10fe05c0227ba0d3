package io.warnserver.distribution.store;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/**
 * The circuit to the object store: open after too many faults that may pass, so that a store in
 * trouble is left alone for a while.
 */
public final class StoreCircuit {

  private static final int LATELY = 20;
  private static final int AT_LEAST = 10;
  private static final float FAULTS_PERCENT = 60;
  private static final Duration OPEN_FOR = Duration.ofSeconds(60);

  private StoreCircuit() {}

  /**
   * A closed circuit.
   *
   * @param metrics shows whether it is open, as {@code warn.store.circuit.open}
   */
  public static CircuitBreaker closed(MeterRegistry metrics) {
    CircuitBreaker circuit =
        CircuitBreaker.of(
            "object store",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(LATELY)
                .minimumNumberOfCalls(AT_LEAST)
                .failureRateThreshold(FAULTS_PERCENT)
                .waitDurationInOpenState(OPEN_FOR)
                .recordException(
                    failure -> failure instanceof ObjectStoreException fault && fault.passing())
                .build());
    Gauge.builder("warn.store.circuit.open", circuit, StoreCircuit::isOpen)
        .description("1 while the object store is not asked because it failed too often")
        .register(metrics);
    return circuit;
  }

  private static int isOpen(CircuitBreaker circuit) {
    return circuit.getState() == CircuitBreaker.State.OPEN ? 1 : 0;
  }
}
