package io.warnserver.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentSubmissionsTest {

  private static final int SIZE = 256;

  private final RecentSubmissions recent = new RecentSubmissions();
  private final Random random = new Random(42);

  @Test
  void noSubmissionYet_isASuccessAtOnce() {
    assertThat(recent.draw(random))
        .isEqualTo(new RecentSubmissions.Met(Outcome.ACCEPTED, Duration.ZERO));
  }

  @Test
  void oneSubmission_isDrawnEachTime() {
    recent.add(Outcome.UNAVAILABLE, Duration.ofMillis(70));

    for (int i = 0; i < 20; i++) {
      assertThat(recent.draw(random))
          .isEqualTo(new RecentSubmissions.Met(Outcome.UNAVAILABLE, Duration.ofMillis(70)));
    }
  }

  @Test
  void severalSubmissions_areAllDrawnSometimes() {
    for (int i = 0; i < 5; i++) {
      recent.add(Outcome.ACCEPTED, Duration.ofMillis(i));
    }

    assertThat(drawn(500))
        .containsExactlyInAnyOrder(
            Duration.ofMillis(0),
            Duration.ofMillis(1),
            Duration.ofMillis(2),
            Duration.ofMillis(3),
            Duration.ofMillis(4));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {SIZE, SIZE + 1, 2 * SIZE - 1, 2 * SIZE, 2 * SIZE + 1, 3 * SIZE, 5 * SIZE + 7})
  void oldSubmissions_areForgotten(int count) {
    for (int i = 0; i < count; i++) {
      recent.add(Outcome.ACCEPTED, Duration.ofMillis(i));
    }

    Set<Duration> drawn = drawn(20_000);

    assertThat(drawn).hasSize(SIZE);
    assertThat(drawn)
        .allSatisfy(
            time ->
                assertThat(time)
                    .isBetween(Duration.ofMillis(count - SIZE), Duration.ofMillis(count - 1)));
  }

  private Set<Duration> drawn(int times) {
    Set<Duration> drawn = new HashSet<>();
    for (int i = 0; i < times; i++) {
      drawn.add(recent.draw(random).serviceTime());
    }
    return drawn;
  }
}
