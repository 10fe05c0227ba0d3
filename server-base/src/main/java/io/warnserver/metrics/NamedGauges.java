package io.warnserver.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A gauge for each of several things that come and go. A gauge stays while its value changes:
 * Micrometer's own way, which makes it anew, leaves some out of what is read meanwhile. May be used
 * by several threads.
 */
public final class NamedGauges {

  private final MultiGauge gauges;
  private final String tag;
  private final Map<String, Double> values = new ConcurrentHashMap<>();

  /**
   * @param name of all of them
   * @param tag has the name of the thing
   */
  public NamedGauges(MeterRegistry registry, String name, String tag, String description) {
    gauges = MultiGauge.builder(name).description(description).register(registry);
    this.tag = tag;
  }

  /** Shows these things with these values, and no others any more. */
  public synchronized void show(Map<String, ? extends Number> things) {
    things.forEach((thing, value) -> values.put(thing, value.doubleValue()));
    gauges.register(things.keySet().stream().<Row<?>>map(this::row).toList());
    values.keySet().retainAll(things.keySet());
  }

  private Row<?> row(String thing) {
    return Row.of(Tags.of(tag, thing), () -> values.getOrDefault(thing, Double.NaN));
  }
}
