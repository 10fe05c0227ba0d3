package io.warnserver.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class NamedGaugesTest {

  private static final int READINGS = 2000;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final NamedGauges days =
      new NamedGauges(registry, "days.left", "key", "Until a key signs no more");

  @Test
  void valueThatChanges_isShown() {
    days.show(Map.of("one", 1));
    days.show(Map.of("one", 2.5));

    assertThat(registry.scrape())
        .contains("# HELP days_left Until a key signs no more\n", "days_left{key=\"one\"} 2.5\n");
  }

  @Test
  void thingThatIsGone_isShownNoMore_andAgainWhenItComesBack() {
    days.show(Map.of("one", 1, "two", 2));
    days.show(Map.of("two", 2));

    assertThat(registry.scrape()).contains("{key=\"two\"} 2.0").doesNotContain("\"one\"");

    days.show(Map.of("one", 3, "two", 2));

    assertThat(registry.scrape()).contains("{key=\"two\"} 2.0", "{key=\"one\"} 3.0");
  }

  @Test
  void thingsWhoseValuesChangeMeanwhile_areAllRead() {
    AtomicBoolean over = new AtomicBoolean();
    Map<String, Integer> things = Map.of("one", 1, "two", 2, "three", 3);
    days.show(things);
    CompletableFuture<Void> changes =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                days.show(things);
              }
            });
    try {
      for (int i = 0; i < READINGS; i++) {
        assertThat(registry.scrape())
            .contains("{key=\"one\"} 1.0", "{key=\"two\"} 2.0", "{key=\"three\"} 3.0");
      }
    } finally {
      over.set(true);
    }
    assertThat(changes).succeedsWithin(Duration.ofMinutes(1));
  }
}
