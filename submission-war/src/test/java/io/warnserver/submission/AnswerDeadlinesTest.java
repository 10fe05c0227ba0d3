package io.warnserver.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerDeadlinesTest {

  private static final Duration STEP = Duration.ofMillis(200);

  private long now = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos();
  private boolean serves = true;
  private final AnswerDeadlines deadlines = new AnswerDeadlines(STEP, () -> serves, () -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void withoutAnyMeasurement_isTheStep() {
    assertThat(deadlines.ofArrival())
        .isEqualTo(new AnswerDeadlines.Deadline(now, now + STEP.toNanos(), true));
  }

  /** Half as much again is left for the next one. */
  @ParameterizedTest
  @CsvSource({"PT0S, PT0.2S", "PT0.133S, PT0.2S", "PT0.134S, PT0.4S", "PT30S, PT0.4S"})
  void slowOne_makesLaterDeadlinesLongerByOneStep(Duration took, Duration deadline) {
    deadlines.took(took);

    assertThat(deadlines.current()).isEqualTo(deadline);
    assertThat(deadlines.ofArrival().nanos() - now).isEqualTo(deadline.toNanos());
  }

  @Test
  void slowOnes_makeThemLongerStepByStep_andWhatIsTooSlowForAllIsAnOutage() {
    List<Duration> seen = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      deadlines.took(Duration.ofSeconds(4));
      pass(STEP);
      seen.add(deadlines.current());
      assertThat(deadlines.ofArrival().serves()).isTrue();
    }
    assertThat(seen)
        .containsExactly(
            Duration.ofMillis(400),
            Duration.ofMillis(600),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5));

    deadlines.took(Duration.ofSeconds(4));
    assertThat(deadlines.ofArrival())
        .isEqualTo(new AnswerDeadlines.Deadline(now, now + STEP.toNanos(), false));

    deadlines.took(Duration.ofSeconds(3));
    assertThat(deadlines.ofArrival())
        .isEqualTo(new AnswerDeadlines.Deadline(now, now + Duration.ofSeconds(5).toNanos(), true));
  }

  /** A pause of the server, say. */
  @Test
  void manyThatWereHeldUpAtOnce_makeDeadlinesLongerByOneStep() {
    for (int i = 0; i < 100; i++) {
      deadlines.took(Duration.ofSeconds(2));
    }
    pass(STEP.minusNanos(1));
    deadlines.took(Duration.ofSeconds(2));
    assertThat(deadlines.current()).isEqualTo(Duration.ofMillis(400));

    pass(Duration.ofNanos(1));
    deadlines.took(Duration.ofSeconds(2));
    assertThat(deadlines.current()).isEqualTo(Duration.ofMillis(600));
  }

  @Test
  void quickOnes_makeNoDeadlineShorter() {
    deadlines.took(Duration.ofMillis(300));
    for (int i = 0; i < 1000; i++) {
      deadlines.took(Duration.ofMillis(1));
    }

    assertThat(deadlines.current()).isEqualTo(Duration.ofMillis(400));
  }

  @Test
  void longerDeadline_isKeptForTwoMinutesAfterItWasNeeded_andGoesStepByStep() {
    deadlines.took(Duration.ofMillis(600));
    pass(STEP);
    deadlines.took(Duration.ofMillis(600));
    pass(Duration.ofSeconds(90));
    deadlines.took(Duration.ofMillis(200));
    assertThat(deadlines.current()).isEqualTo(Duration.ofMillis(600));
    // Past the greatest number that the time has.
    pass(Duration.ofSeconds(30));
    assertThat(deadlines.current()).isEqualTo(Duration.ofMillis(400));
    pass(Duration.ofSeconds(90).minusNanos(1));
    assertThat(deadlines.current()).isEqualTo(Duration.ofMillis(400));
    pass(Duration.ofNanos(1));
    assertThat(deadlines.current()).isEqualTo(STEP);
  }

  @Test
  void outage_isAnsweredAfterTheStepHoweverSlowServiceWas() {
    deadlines.took(Duration.ofSeconds(1));
    serves = false;

    assertThat(deadlines.ofArrival())
        .isEqualTo(new AnswerDeadlines.Deadline(now, now + STEP.toNanos(), false));
  }
}
