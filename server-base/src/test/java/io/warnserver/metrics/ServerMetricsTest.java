package io.warnserver.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerMetricsTest {

  @Test
  void twoModulesCounting_areShownAsOneServer() {
    new ServerMetrics().registry().counter("warn.metrics.test").increment();
    new ServerMetrics().registry().counter("warn.metrics.test").increment();

    assertThat(new ServerMetrics().scrape()).contains("warn_metrics_test_total 2.0");
  }

  @Test
  void virtualMachine_isShownBesideTheServersOwnMeters() {
    assertThat(new ServerMetrics().scrape()).contains("jvm_memory_used_bytes", "process_uptime");
  }
}
