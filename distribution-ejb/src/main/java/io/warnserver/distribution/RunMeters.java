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

/**
 * Counts runs and what they published, the keys that end otherwise than in a package and those that
 * have to wait for one, and shows whether the app configuration is faulty.
 */
final class RunMeters {

  private final Map<RunOutcome, Timer> runs = new EnumMap<>(RunOutcome.class);
  private final Counter packages;
  private final Counter keys;
  private final Counter expiredInCountries;
  private final Counter expiredInEur;
  private final Counter revokedDropped;
  private final Counter repaired;
  private final AtomicInteger carriedOver = new AtomicInteger();
  private final AtomicInteger configurationFaults = new AtomicInteger();

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
    expiredInCountries = expired(registry, "country");
    expiredInEur = expired(registry, "eur");
    revokedDropped =
        Counter.builder("warn.distribution.keys.revoked_dropped")
            .description("Revoked keys that were handed in again, and dropped")
            .register(registry);
    repaired =
        Counter.builder("warn.distribution.objects.repaired")
            .description("Objects in the bucket that were not as the last run had left them")
            .register(registry);
    Gauge.builder("warn.distribution.keys.carried_over", carriedOver::get)
        .description("Keys that wait because the largest packages are full, once for each tree")
        .register(registry);
    Gauge.builder("warn.distribution.configuration.faults", configurationFaults::get)
        .description("Why the app configuration was not published: faults in the last good run")
        .register(registry);
  }

  private static Counter expired(MeterRegistry registry, String tree) {
    return Counter.builder("warn.distribution.keys.expired_unpublished")
        .description("Keys deleted unpublished at the end of retention, once for each tree")
        .tag("tree", tree)
        .register(registry);
  }

  /** Counts a run. */
  void ended(RunResult result) {
    runs.get(result.outcome()).record(result.duration());
    packages.increment(result.packages());
    keys.increment(result.keys());
    switch (result.outcome()) {
      case COMPLETED -> configurationFaults.set(result.configurationFaults().size());
      case BUSY -> {
        // The run that is under way shows them, perhaps on another instance.
        configurationFaults.set(0);
        carriedOver.set(0);
      }
      // Has not looked at the configuration, or does not say.
      case FAILED, PAUSED, OFF -> {}
    }
  }

  /**
   * Counts keys whose retention ended before enough others waited with them.
   *
   * @param inCountries once for each country's tree
   * @param inEur in EUR
   */
  void expiredUnpublished(int inCountries, int inEur) {
    expiredInCountries.increment(inCountries);
    expiredInEur.increment(inEur);
  }

  /** Shows how many keys wait because packages are full. */
  void carriedOver(int keys) {
    carriedOver.set(keys);
  }

  /** Counts objects that were not as they were put, or of which nothing is known. */
  void repaired(int objects) {
    repaired.increment(objects);
  }

  /** Counts revoked keys that came again. */
  void revokedDropped(long keys) {
    revokedDropped.increment((double) keys);
  }
}
