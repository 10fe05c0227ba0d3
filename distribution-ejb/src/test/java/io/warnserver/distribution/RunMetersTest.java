package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.distribution.RunResult.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RunMeters meters = new RunMeters(registry);

  @Test
  void beforeTheFirstRun_everythingIsShownAsZero() {
    for (Outcome outcome : Outcome.values()) {
      assertThat(
              registry.get("warn.distribution.runs").tag("outcome", outcome.word()).timer().count())
          .isZero();
    }
    assertThat(faults()).isZero();
  }

  @Test
  void faultsOfTheConfiguration_areShownUntilAGoodRunHasNone() {
    ended(Outcome.COMPLETED, "one fault", "another one");
    assertThat(faults()).isEqualTo(2);
    ended(Outcome.FAILED);
    ended(Outcome.PAUSED);
    assertThat(faults()).isEqualTo(2);
    ended(Outcome.COMPLETED);
    assertThat(faults()).isZero();
  }

  @Test
  void runOnAnotherInstance_showsTheFaultsThere() {
    ended(Outcome.COMPLETED, "one fault");
    ended(Outcome.BUSY);
    assertThat(faults()).isZero();
  }

  private void ended(Outcome outcome, String... faults) {
    meters.ended(new RunResult(outcome, "", 0, 0, 0, List.of(faults), Duration.ofSeconds(1)));
  }

  private double faults() {
    return registry.get("warn.distribution.configuration.faults").gauge().value();
  }
}
