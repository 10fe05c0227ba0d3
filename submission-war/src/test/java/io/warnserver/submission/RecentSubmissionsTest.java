package io.warnserver.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.submission.RecentSubmissions.Met;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentSubmissionsTest {

  private static final int SIZE = 16;
  private static final Instant NOW = Samples.NOW;
  private static final Met NONE = new Met(Outcome.ACCEPTED, Duration.ofMillis(100));

  private final RecentSubmissions recent = new RecentSubmissions(NONE);
  private final Random random = new Random(42);

  @Test
  void noSubmissionYet_isWhatWasSaid() {
    assertThat(recent.draw(random, NOW)).isEqualTo(NONE);
  }

  @Test
  void oneSubmission_isDrawnEachTime() {
    Met met = new Met(Outcome.UNAVAILABLE, Duration.ofMillis(700));
    recent.add(met, NOW);

    for (int i = 0; i < 20; i++) {
      assertThat(recent.draw(random, NOW)).isEqualTo(met);
    }
  }

  @Test
  void submissionOfLongAgo_isForgotten() {
    Met old = new Met(Outcome.UNAVAILABLE, Duration.ofMillis(700));
    recent.add(old, NOW);

    assertThat(recent.draw(random, NOW.plus(Duration.ofMinutes(10)))).isEqualTo(old);
    assertThat(recent.draw(random, NOW.plus(Duration.ofMinutes(10)).plusMillis(1))).isEqualTo(NONE);
  }

  @Test
  void onlyRecentOnes_areDrawn() {
    recent.add(new Met(Outcome.UNAVAILABLE, Duration.ofMillis(700)), NOW);
    Met met = new Met(Outcome.ACCEPTED, Duration.ofMillis(200));
    recent.add(met, NOW.plus(Duration.ofMinutes(8)));

    for (int i = 0; i < 20; i++) {
      assertThat(recent.draw(random, NOW.plus(Duration.ofMinutes(11)))).isEqualTo(met);
    }
  }

  @Test
  void severalSubmissions_areDrawnAlikeOften() {
    for (int i = 0; i < 4; i++) {
      recent.add(new Met(Outcome.ACCEPTED, Duration.ofMillis(i)), NOW);
    }

    int[] drawn = new int[4];
    for (int i = 0; i < 4000; i++) {
      drawn[(int) recent.draw(random, NOW).after().toMillis()]++;
    }

    assertThat(drawn).satisfies(counts -> assertThat(counts).hasSize(4));
    for (int count : drawn) {
      assertThat(count).isBetween(850, 1150);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {SIZE, SIZE + 1, 2 * SIZE - 1, 2 * SIZE, 5 * SIZE + 7})
  void oldestSubmissions_areForgotten(int count) {
    for (int i = 0; i < count; i++) {
      recent.add(new Met(Outcome.ACCEPTED, Duration.ofMillis(i)), NOW);
    }

    Set<Duration> drawn = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      drawn.add(recent.draw(random, NOW).after());
    }

    assertThat(drawn).hasSize(SIZE);
    assertThat(drawn)
        .allSatisfy(
            time ->
                assertThat(time)
                    .isBetween(Duration.ofMillis(count - SIZE), Duration.ofMillis(count - 1)));
  }
}
