package io.warnserver.operations;

import io.warnserver.health.ServerHealth;
import io.warnserver.metrics.ServerMetrics;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** What the server counted, for Prometheus. */
@Path("metrics")
@RequestScoped
@RolesAllowed({Roles.OPERATOR, Roles.MONITOR})
public class MetricsResource {

  /** Prometheus's text format; the version is part of the media type. */
  static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  @Inject private ServerMetrics metrics;
  @Inject private HealthMeters health;
  @Inject private PoolMeters pools;

  /** 200 with all meters. */
  @GET
  @Produces(TEXT_FORMAT)
  public String metrics() {
    health.update(ServerHealth.ofServer());
    pools.update();
    return metrics.scrape();
  }
}
