package io.warnserver.distribution;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.warnserver.leases.RunOutcome;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts runs and what they published, and shows whether the app configuration is faulty. */
final class RunMeters {

  private final Map<RunOutcome, Timer> runs = new EnumMap<>(RunOutcome.class);
  private final Counter packages;
  private final Counter keys;
  private final AtomicInteger configurationFaults = new AtomicInteger();

  /**
   * @param registry to count in
   */
  RunMeters(MeterRegistry registry) {
    // All from the beginning: a rate needs the zero before the first run.
    for (RunOutcome outcome : EnumSet.complementOf(EnumSet.of(RunOutcome.OFF))) {
      runs.put(
          outcome,
          Timer.builder("warn.distribution.runs")
              .description("Runs by outcome, and how long they took")
              .tag("outcome", outcome.word())
              .register(registry));
    }
    packages =
        Counter.builder("warn.distribution.packages")
            .description("Packages published")
            .register(registry);
    keys =
        Counter.builder("warn.distribution.keys.published")
            .description("Keys in published packages, once for each package")
            .register(registry);
    Gauge.builder("warn.distribution.configuration.faults", configurationFaults::get)
        .description("Why the app configuration was not published: faults in the last good run")
        .register(registry);
  }

  /** Counts a run. */
  void ended(RunResult result) {
    runs.get(result.outcome()).record(result.duration());
    packages.increment(result.packages());
    keys.increment(result.keys());
    switch (result.outcome()) {
      case COMPLETED -> configurationFaults.set(result.configurationFaults().size());
      // The run that is under way shows them, perhaps on another instance.
      case BUSY -> configurationFaults.set(0);
      // Has not looked at the configuration, or does not say.
      case FAILED, PAUSED, OFF -> {}
    }
  }
}
