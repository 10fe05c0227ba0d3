package io.warnserver.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.warnserver.parts.Part;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/**
 * How much of the data sources' pools is used, as the server's own managed beans say it: {@code
 * warn.pool.connections} with the pool and whether it is used or free. There is no standard for it;
 * a server that is not known here shows none.
 */
@Part
final class PoolMeters {

  private static final Logger LOG = Logger.getLogger(PoolMeters.class.getName());
  private static final String PREFIX = "warn-";

  /** WildFly: statistics of a data source. */
  private static final String WILDFLY =
      "jboss.as:subsystem=datasources,data-source=warn-*,statistics=pool";

  /** Payara: monitoring of a connection pool. */
  private static final String PAYARA = "amx:type=jdbc-connection-pool-mon,name=*warn-*,*";

  /** Payara: the settings of a connection pool, up to its name. */
  private static final String PAYARA_SETTINGS = "amx:type=jdbc-connection-pool,name=";

  private final MultiGauge connections;

  @Inject
  PoolMeters(MeterRegistry registry) {
    connections =
        MultiGauge.builder("warn.pool.connections")
            .description("Connections of a data source's pool")
            .register(registry);
  }

  /** Shows the pools that there are by now. */
  synchronized void update() {
    List<Row<?>> rows = new ArrayList<>();
    for (ObjectName name : named(WILDFLY)) {
      String pool = name.getKeyProperty("data-source");
      rows.add(row(pool, "used", () -> number(name, "InUseCount")));
      rows.add(row(pool, "free", () -> number(name, "AvailableCount")));
    }
    for (ObjectName name : named(PAYARA)) {
      String key = name.getKeyProperty("name");
      String pool = key.substring(key.indexOf(PREFIX));
      rows.add(row(pool, "used", () -> number(name, "numconnused")));
      rows.add(row(pool, "free", () -> roomOnPayara(name, pool)));
    }
    connections.register(rows);
  }

  private static Set<ObjectName> named(String pattern) {
    try {
      return server().queryNames(new ObjectName(pattern), null);
    } catch (JMException e) {
      LOG.log(Level.FINE, "The pools cannot be looked at", e);
      return Set.of();
    }
  }

  private static Row<?> row(String pool, String state, Supplier<Number> connections) {
    return Row.of(Tags.of("pool", pool.substring(PREFIX.length()), "state", state), connections);
  }

  /** What Payara itself calls free are open connections; the pool opens more when it needs them. */
  private static double roomOnPayara(ObjectName monitoring, String pool) {
    double maximum =
        named(PAYARA_SETTINGS + pool + ",*").stream()
            .mapToDouble(settings -> number(settings, "MaxPoolSize"))
            .findFirst()
            .orElse(Double.NaN);
    return maximum - number(monitoring, "numconnused");
  }

  private static double number(ObjectName name, String attribute) {
    try {
      Object value = server().getAttribute(name, attribute);
      Object number = value instanceof CompositeData data ? currentOf(data) : value;
      return Double.parseDouble(String.valueOf(number));
    } catch (JMException | NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static Object currentOf(CompositeData data) {
    return data.containsKey("current") ? data.get("current") : data.get("count");
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }
}
