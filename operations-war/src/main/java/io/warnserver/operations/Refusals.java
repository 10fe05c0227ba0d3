package io.warnserver.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.metrics.ServerMetrics;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Counts who was not let in, as {@code warn.operations.refused} with the reason, and logs it, once
 * a second at most. Nothing of what was sent is logged: it may be somebody's password.
 */
final class Refusals {

  private static final Logger LOG = Logger.getLogger(Refusals.class.getName());

  /** Those of this server. */
  static final Refusals OF_SERVER = new Refusals(new ServerMetrics().registry(), System::nanoTime);

  private static final long SECOND = 1_000_000_000;

  private final Map<Refusal, Counter> counters = new EnumMap<>(Refusal.class);
  private final LongSupplier nanos;
  private long last;
  private long leftOut;

  /**
   * @param nanos as {@link System#nanoTime()} counts them
   */
  Refusals(MeterRegistry registry, LongSupplier nanos) {
    for (Refusal refusal : Refusal.values()) {
      counters.put(
          refusal,
          Counter.builder("warn.operations.refused")
              .tag("reason", refusal.word())
              .description("Requests to operations that were not let in")
              .register(registry));
    }
    this.nanos = nanos;
    last = nanos.getAsLong() - SECOND;
  }

  /** Answers a request so. */
  void refuse(ContainerRequestContext request, Refusal refusal) {
    count(refusal);
    request.abortWith(refusal.answer());
  }

  synchronized void count(Refusal refusal) {
    counters.get(refusal).increment();
    long now = nanos.getAsLong();
    if (now - last < SECOND) {
      leftOut++;
      return;
    }
    LOG.log(
        Level.WARNING,
        "A request to operations was refused: {0} ({1} more since the last such line)",
        new Object[] {refusal.reason(), leftOut});
    last = now;
    leftOut = 0;
  }
}
