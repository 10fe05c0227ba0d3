package io.warnserver.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.metrics.ServerMetrics;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Counts who was not let in, as {@code warn.operations.refused} with the reason, and logs it, once
 * a second at most. Nothing of what was sent is logged: it may be somebody's password.
 */
final class Refusals {

  private static final Logger LOG = Logger.getLogger(Refusals.class.getName());

  private static final Refusals OF_SERVER =
      new Refusals(new ServerMetrics().registry(), System::nanoTime);

  private final Map<Refusal, Counter> counters = new EnumMap<>(Refusal.class);
  private final OneASecond lines;

  Refusals(MeterRegistry registry, LongSupplier nanos) {
    for (Refusal refusal : Refusal.values()) {
      counters.put(
          refusal,
          Counter.builder("warn.operations.refused")
              .tag("reason", refusal.word())
              .description("Requests to operations that were not let in")
              .register(registry));
    }
    lines = new OneASecond(nanos);
  }

  /** Those of this server. */
  static Refusals ofServer() {
    return OF_SERVER;
  }

  void count(Refusal refusal) {
    counters.get(refusal).increment();
    OptionalLong leftOut = lines.next();
    if (leftOut.isPresent()) {
      LOG.log(
          Level.WARNING,
          "A request to operations was refused: {0} ({1} more since the last such line)",
          new Object[] {refusal.reason(), leftOut.getAsLong()});
    }
  }
}
