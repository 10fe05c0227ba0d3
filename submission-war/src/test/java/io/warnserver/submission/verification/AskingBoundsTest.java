package io.warnserver.submission.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.submission.verification.AskingBounds.NotAsked;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskingBoundsTest {

  private static final int MANY = 1000;

  private final AtomicLong nanos = new AtomicLong(-5);

  @ParameterizedTest
  @CsvSource({
    // wrong a second, wrong so far, milliseconds later, whether nothing is asked
    "50, 49, 0, false",
    "50, 50, 0, true",
    "50, 50, 19, true",
    "50, 50, 20, false",
    "50, 51, 20, true",
    "50, 51, 40, false",
    "50, 300, 5000, true",
    "50, 300, 5020, false",
    "1, 1, 999, true",
    "1, 1, 1000, false",
    "3, 2, 0, false",
    "3, 3, 0, true",
    "3, 3, 334, false",
    "10000, 9999, 0, false",
    "10000, 10000, 0, true",
    "10000, 10000, 1, false"
  })
  void wrongOnes_useUpTheBudgetThatTimeGivesBack(
      int perSecond, int wrong, long later, boolean refused) {
    AskingBounds bounds = new AskingBounds(MANY, perSecond, nanos::get);
    for (int i = 0; i < wrong; i++) {
      bounds.wrong();
    }
    pass(later);

    assertThat(bounds.refusal())
        .isEqualTo(refused ? Optional.of(NotAsked.WRONG) : Optional.empty());
  }

  @Test
  void timeWithoutWrongOnes_isNotSavedUp() {
    AskingBounds bounds = new AskingBounds(MANY, 2, nanos::get);
    pass(60_000);
    bounds.wrong();
    bounds.wrong();

    assertThat(bounds.refusal()).contains(NotAsked.WRONG);
  }

  @Test
  void goodOnes_useNothingUp() {
    AskingBounds bounds = new AskingBounds(1, 1, nanos::get);
    for (int i = 0; i < MANY; i++) {
      assertThat(bounds.begin()).isEmpty();
      bounds.end();
    }
  }

  @Test
  void questionsUnderWay_areBounded() {
    AskingBounds bounds = new AskingBounds(2, MANY, nanos::get);

    assertThat(bounds.begin()).isEmpty();
    assertThat(bounds.begin()).isEmpty();
    assertThat(bounds.begin()).contains(NotAsked.AT_ONCE);
    assertThat(bounds.refusal()).contains(NotAsked.AT_ONCE);
    bounds.end();
    assertThat(bounds.begin()).isEmpty();
  }

  /** Whoever guesses as fast as he can, and a verification server that takes its time. */
  @Test
  void guessesOfAMinute_areNoMoreThanTheBudgetAndThoseUnderWay() {
    AskingBounds bounds = new AskingBounds(20, 10, nanos::get);
    int asked = 0;
    for (int round = 0; round < 600; round++) {
      int underWay = 0;
      while (bounds.begin().isEmpty()) {
        underWay++;
      }
      pass(100);
      for (int i = 0; i < underWay; i++) {
        bounds.wrong();
        bounds.end();
      }
      asked += underWay;
    }

    assertThat(asked).isBetween(10 * 60, 10 * 61 + 20);
  }

  private void pass(long millis) {
    nanos.addAndGet(Duration.ofMillis(millis).toNanos());
  }
}
