package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.health.Health;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DistributionHealthTest {

  private static final String CHECK = "distribution-runs";
  private static final Duration LIMIT = Duration.ofHours(3);
  private static final Duration LONGER = LIMIT.plusSeconds(1);

  @Test
  void lastGoodRunWithinTheLimit_isUp() {
    assertThat(DistributionHealth.ofRuns(Optional.of(LIMIT), LONGER, LIMIT))
        .isEqualTo(Health.up(CHECK, "the last good run was 180 minutes ago"));
  }

  @Test
  void lastGoodRunLongAgo_isDegradedAlsoAfterAStart() {
    assertThat(DistributionHealth.ofRuns(Optional.of(LONGER), Duration.ZERO, LIMIT))
        .isEqualTo(Health.degraded(CHECK, "the last good run was 180 minutes ago"));
  }

  @Test
  void newServer_isUpUntilARunShouldHaveBeenGood() {
    assertThat(DistributionHealth.ofRuns(Optional.empty(), LIMIT, LIMIT))
        .isEqualTo(Health.up(CHECK, "there was no good run yet"));
    assertThat(DistributionHealth.ofRuns(Optional.empty(), LONGER, LIMIT))
        .isEqualTo(Health.degraded(CHECK, "there was no good run yet"));
  }
}
