package io.warnserver.benchmarks.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  /** What windows cost, one after the other; the last for ever. */
  private static WarmUp.Load costs(int requests, double... costs) {
    int[] next = {0};
    return duration -> new WarmUp.Window(requests, 0, costs[Math.min(next[0]++, costs.length - 1)]);
  }

  @Test
  void requestsThatGetCheaper_areWarmedUpUntilTheyGetNoCheaper() throws InterruptedException {
    List<WarmUp.Window> windows =
        WarmUp.run(0, LONG, costs(1000, 4, 3, 2, 1, 0.99, 1.1, 1.2, 0.98));

    assertThat(windows).hasSize(9);
  }

  @Test
  void fewRequests_areNotWarmHoweverSteadyTheirCost() throws InterruptedException {
    assertThat(WarmUp.run(20_000, LONG, costs(1000, 2))).hasSize(20);
  }

  @Test
  void serverThatNeverGetsWarm_isMeasuredAfterTheMostSeconds() throws InterruptedException {
    List<WarmUp.Window> windows =
        WarmUp.run(Long.MAX_VALUE, Duration.ofSeconds(65), costs(1000, 2));

    assertThat(windows).hasSize(7);
  }
}
