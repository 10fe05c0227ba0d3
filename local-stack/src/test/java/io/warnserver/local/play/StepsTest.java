package io.warnserver.local.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StepsTest {

  @Test
  void sameName_isOneStepInTheOrderOfTheFirst() {
    Steps steps = new Steps();

    assertThat(steps.time("a", () -> 1) + steps.time("b", () -> 2) + steps.time("a", () -> 3))
        .isEqualTo(6);
    assertThat(steps.times()).containsOnlyKeys("a", "b");
    assertThat(steps.times().keySet()).first().isEqualTo("a");
    assertThat(steps.total()).isEqualTo(steps.times().get("a").plus(steps.times().get("b")));
  }

  @Test
  void failingStep_isCounted() {
    Steps steps = new Steps();

    assertThatThrownBy(
            () ->
                steps.time(
                    "a",
                    () -> {
                      throw new PlayFailedException("no");
                    }))
        .isInstanceOf(PlayFailedException.class);
    assertThat(steps.times()).containsKey("a");
  }

  @Test
  void seconds_haveOneDecimalInEveryLanguage() {
    assertThat(Steps.seconds(Duration.ofMillis(12_349))).isEqualTo("12.3 s");
  }
}
