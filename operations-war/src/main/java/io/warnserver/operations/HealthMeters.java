package io.warnserver.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.health.Health;
import io.warnserver.health.ServerHealth;
import io.warnserver.metrics.NamedGauges;
import io.warnserver.parts.Part;
import jakarta.inject.Inject;
import java.util.stream.Collectors;

/** Health for Prometheus: {@code warn.health} with the check's name, 0 up, 1 degraded, 2 down. */
@Part
final class HealthMeters {

  private final NamedGauges checks;

  @Inject
  HealthMeters(MeterRegistry registry) {
    checks = new NamedGauges(registry, "warn.health", "check", "0 up, 1 degraded, 2 down");
  }

  /** Shows the checks that there are by now, and what came of them. */
  void update(ServerHealth health) {
    checks.show(
        health.results().stream()
            .collect(Collectors.toMap(Health::name, one -> numberOf(one.state()))));
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
