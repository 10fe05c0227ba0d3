package io.warnserver.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Gives every module the registry to count in, and the operator's listener what was counted. */
@ApplicationScoped
public class ServerMetrics {

  /**
   * All modules of one server count in one registry, also where each has its own instances of the
   * library's beans; hence static.
   */
  private static final PrometheusMeterRegistry REGISTRY = ofTheMachine();

  /** The registry to count in. */
  @Produces
  public MeterRegistry registry() {
    return REGISTRY;
  }

  /** All meters in Prometheus's text format, version 0.0.4. */
  public String scrape() {
    return REGISTRY.scrape();
  }

  private static PrometheusMeterRegistry ofTheMachine() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    return registry;
  }
}
