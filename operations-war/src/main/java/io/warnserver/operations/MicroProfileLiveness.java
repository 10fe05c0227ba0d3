package io.warnserver.operations;

import io.warnserver.health.Health;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** What {@link HealthResource} says, where the server has MicroProfile Health. */
@Liveness
@ApplicationScoped
public class MicroProfileLiveness implements HealthCheck {

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("warn-server-live")
        .status(HealthResource.liveness() != Health.State.DOWN)
        .build();
  }
}
