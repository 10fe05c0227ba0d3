package io.warnserver.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.Set;
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
final class PoolMeters {

  private static final Logger LOG = Logger.getLogger(PoolMeters.class.getName());
  private static final String PREFIX = "warn-";

  /** WildFly: statistics of a data source. */
  private static final String WILDFLY =
      "jboss.as:subsystem=datasources,data-source=warn-*,statistics=pool";

  /** Payara: monitoring of a connection pool. */
  private static final String PAYARA = "amx:type=jdbc-connection-pool-mon,name=*warn-*,*";

  private PoolMeters() {}

  /** Shows the pools that there are by now; those that are shown already stay. */
  static void bind(MeterRegistry registry) {
    bind(registry, WILDFLY, "data-source", "InUseCount", "AvailableCount", false);
    bind(registry, PAYARA, "name", "numconnused", "numconnfree", true);
  }

  private static void bind(
      MeterRegistry registry,
      String pattern,
      String nameKey,
      String used,
      String free,
      boolean isComposite) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      Set<ObjectName> names = server.queryNames(new ObjectName(pattern), null);
      for (ObjectName name : names) {
        String key = name.getKeyProperty(nameKey);
        String pool = key.substring(key.indexOf(PREFIX) + PREFIX.length());
        gauge(registry, pool, "used", name, used, isComposite);
        gauge(registry, pool, "free", name, free, isComposite);
      }
    } catch (JMException e) {
      LOG.log(Level.FINE, "The pools cannot be looked at", e);
    }
  }

  private static void gauge(
      MeterRegistry registry,
      String pool,
      String state,
      ObjectName name,
      String attribute,
      boolean isComposite) {
    Gauge.builder("warn.pool.connections", name, n -> valueOf(n, attribute, isComposite))
        .tag("pool", pool)
        .tag("state", state)
        .description("Connections of a data source's pool")
        .register(registry);
  }

  private static double valueOf(ObjectName name, String attribute, boolean isComposite) {
    try {
      Object value = ManagementFactory.getPlatformMBeanServer().getAttribute(name, attribute);
      Object number = isComposite && value instanceof CompositeData data ? currentOf(data) : value;
      return Double.parseDouble(String.valueOf(number));
    } catch (JMException | NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static Object currentOf(CompositeData data) {
    return data.containsKey("current") ? data.get("current") : data.get("count");
  }
}
