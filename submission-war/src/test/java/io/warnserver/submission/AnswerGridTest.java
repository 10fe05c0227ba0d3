package io.warnserver.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerGridTest {

  private final AnswerGrid grid = new AnswerGrid(Duration.ofMillis(100));

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT0.1S",
    "PT0.000000001S, PT0.1S",
    "PT0.0999S, PT0.1S",
    "PT0.1S, PT0.1S",
    "PT0.100000001S, PT0.2S",
    "PT5.05S, PT5.1S",
    "PT1H, PT1H"
  })
  void answer_leavesAtTheNextStepButNeverBeforeTheFirst(Duration elapsed, Duration leaves) {
    assertThat(grid.atOrAfter(elapsed)).isEqualTo(leaves);
  }
}
