package io.warnserver.submission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.warnserver.parts.Part;
import io.warnserver.submission.base.Outcome;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What operators see of submissions. Only on the administrative listener: who sees the network and
 * these figures side by side could tell real from fake.
 */
@Part
public final class SubmissionMetrics {

  private final MeterRegistry registry;
  private final Map<Outcome, Counter> real = new EnumMap<>(Outcome.class);
  private final Map<Outcome, Counter> fake = new EnumMap<>(Outcome.class);
  private final Timer serviceTime;

  @Inject
  SubmissionMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Outcome outcome : Outcome.values()) {
      real.put(outcome, counter("real", outcome));
      fake.put(outcome, counter("fake", outcome));
    }
    serviceTime =
        Timer.builder("warn.submission.service.time")
            .description("From the arrival of real submissions until all was done for them")
            .register(registry);
  }

  private Counter counter(String kind, Outcome outcome) {
    return Counter.builder("warn.submission.answers")
        .description("Answers to submissions; those refused before the kind was known are not here")
        .tag("kind", kind)
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  /** Shows a number as it is at any time. */
  void show(String name, String description, AtomicInteger number) {
    Gauge.builder(name, number, AtomicInteger::get).description(description).register(registry);
  }

  /** A request of known kind was answered. */
  public void answered(boolean isFake, Outcome outcome) {
    (isFake ? fake : real).get(outcome).increment();
  }

  /** A request was refused by a rule of this name, which is never anything that was sent. */
  public void refused(String rule) {
    Counter.builder("warn.submission.refused")
        .description("Requests refused, by the rule that they broke first")
        .tag("rule", rule)
        .register(registry)
        .increment();
  }

  /** All was done for a real submission. */
  void served(Duration time) {
    serviceTime.record(time);
  }
}
