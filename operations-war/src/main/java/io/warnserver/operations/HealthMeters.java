package io.warnserver.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.health.Health;
import io.warnserver.health.ServerHealth;

/** Health for Prometheus: {@code warn.health} with the check's name, 0 up, 1 degraded, 2 down. */
final class HealthMeters {

  private HealthMeters() {}

  /** Shows the checks that there are by now; those that are shown already stay. */
  static void bind(ServerHealth health, MeterRegistry registry) {
    for (Health result : health.results()) {
      String name = result.name();
      Gauge.builder("warn.health", health, h -> stateOf(h, name))
          .tag("check", name)
          .description("0 up, 1 degraded, 2 down")
          .register(registry);
    }
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
