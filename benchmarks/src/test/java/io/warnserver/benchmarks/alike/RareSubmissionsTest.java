package io.warnserver.benchmarks.alike;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RareSubmissionsTest {

  @Test
  void realOnes_areNotToldByTheirTimes_andSeldomByTheirStatus() {
    RareSubmissions.Result seen = RareSubmissions.play(Duration.ofDays(60), 1);

    assertThat(seen.comparison().pairs()).isGreaterThan(7000);
    assertThat(seen.comparison().auc().folded()).isLessThan(0.53);
    // Those who come in the ten seconds in which nobody knows that a system has failed.
    assertThat(seen.apart()).isLessThan(seen.comparison().pairs() / 100);
  }

  @Test
  void sameSeed_isTheSamePlay() {
    assertThat(RareSubmissions.play(Duration.ofDays(2), 7).apart())
        .isEqualTo(RareSubmissions.play(Duration.ofDays(2), 7).apart());
  }
}
