package io.warnserver.operations;

import io.warnserver.listeners.JerseyProperties;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * The operator's HTTP API. Mapped to {@code /operations/*} by the web.xml of each archive that
 * contains it.
 */
public class OperationsApplication extends Application {

  @Override
  public Map<String, Object> getProperties() {
    return JerseyProperties.BARE;
  }

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        DistributionRunsResource.class,
        RevocationsResource.class,
        FederationResource.class,
        ClockResource.class,
        HealthResource.class,
        MetricsResource.class,
        ForeignPages.class,
        DeclaredRoles.class,
        AuditLog.class,
        BareErrors.class,
        JsonOfAnswers.class);
  }
}
