package io.warnserver.operations;

import jakarta.ws.rs.core.Application;
import java.util.Set;

/**
 * The operator's HTTP API. Mapped to {@code /operations/*} by the web.xml of each archive that
 * contains it.
 */
public class OperationsApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        DistributionRunsResource.class,
        RevocationsResource.class,
        FederationResource.class,
        ClockResource.class,
        ReadyResource.class,
        HealthResource.class,
        MetricsResource.class);
  }
}
