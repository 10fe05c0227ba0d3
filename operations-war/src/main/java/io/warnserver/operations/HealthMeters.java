package io.warnserver.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.warnserver.health.Health;
import io.warnserver.health.ServerHealth;
import io.warnserver.parts.Part;
import jakarta.inject.Inject;

/** Health for Prometheus: {@code warn.health} with the check's name, 0 up, 1 degraded, 2 down. */
@Part
final class HealthMeters {

  private final MultiGauge checks;

  @Inject
  HealthMeters(MeterRegistry registry) {
    checks =
        MultiGauge.builder("warn.health")
            .description("0 up, 1 degraded, 2 down")
            .register(registry);
  }

  /** Shows the checks that there are by now, and what came of them. */
  void update(ServerHealth health) {
    checks.register(
        health.results().stream()
            .<Row<?>>map(one -> Row.of(Tags.of("check", one.name()), numberOf(one.state())))
            .toList(),
        true);
  }

  /** What the alarms compare with. */
  private static double numberOf(Health.State state) {
    return switch (state) {
      case UP -> 0;
      case DEGRADED -> 1;
      case DOWN -> 2;
    };
  }
}
