package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.leases.RunOutcome;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RunMeters meters = new RunMeters(registry);

  @Test
  void beforeTheFirstRun_everythingIsShownAsZero() {
    for (RunOutcome outcome : EnumSet.range(RunOutcome.COMPLETED, RunOutcome.PAUSED)) {
      assertThat(
              registry.get("warn.distribution.runs").tag("outcome", outcome.word()).timer().count())
          .isZero();
    }
    assertThat(faults()).isZero();
  }

  @Test
  void faultsOfTheConfiguration_areShownUntilAGoodRunHasNone() {
    ended(RunOutcome.COMPLETED, "one fault", "another one");
    assertThat(faults()).isEqualTo(2);
    ended(RunOutcome.FAILED);
    ended(RunOutcome.PAUSED);
    assertThat(faults()).isEqualTo(2);
    ended(RunOutcome.COMPLETED);
    assertThat(faults()).isZero();
  }

  @Test
  void runOnAnotherInstance_showsTheFaultsThere() {
    ended(RunOutcome.COMPLETED, "one fault");
    ended(RunOutcome.BUSY);
    assertThat(faults()).isZero();
  }

  private void ended(RunOutcome outcome, String... faults) {
    meters.ended(new RunResult(outcome, "", 0, 0, 0, List.of(faults), Duration.ofSeconds(1)));
  }

  private double faults() {
    return registry.get("warn.distribution.configuration.faults").gauge().value();
  }
}
