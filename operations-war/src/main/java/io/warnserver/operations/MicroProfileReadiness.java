package io.warnserver.operations;

import io.warnserver.health.Health;
import io.warnserver.health.ServerHealth;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** What {@link HealthResource} says, where the server has MicroProfile Health. */
@Readiness
@ApplicationScoped
public class MicroProfileReadiness implements HealthCheck {

  @Override
  public HealthCheckResponse call() {
    ServerHealth health = ServerHealth.ofServer();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("warn-server-ready").status(health.state() != Health.State.DOWN);
    for (Health result : health.results()) {
      response.withData(result.name(), HealthResource.word(result.state()));
    }
    return response.build();
  }
}
