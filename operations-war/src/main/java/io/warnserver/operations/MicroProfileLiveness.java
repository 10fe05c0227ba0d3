package io.warnserver.operations;

import io.warnserver.health.Health;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** What {@link HealthResource} says, where the server has MicroProfile Health. */
@org.eclipse.microprofile.health.Liveness
@ApplicationScoped
public class MicroProfileLiveness implements HealthCheck {

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("warn-server-live")
        .status(Liveness.state() != Health.State.DOWN)
        .build();
  }
}
