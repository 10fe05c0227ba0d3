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

  /** Shows the checks that there are by now. */
  void update(ServerHealth health) {
    checks.register(
        health.results().stream()
            .map(Health::name)
            .<Row<?>>map(name -> Row.of(Tags.of("check", name), () -> stateOf(health, name)))
            .toList());
  }

  private static double stateOf(ServerHealth health, String name) {
    return health.results().stream()
        .filter(result -> result.name().equals(name))
        .mapToDouble(result -> numberOf(result.state()))
        .findFirst()
        .orElse(Double.NaN);
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
