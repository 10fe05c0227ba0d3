package io.warnserver.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OperatorTest {

  @Test
  void answerOfARun_hasItsFields() {
    assertThat(Operator.fields("{\"outcome\":\"completed\",\"reason\":null,\"packages\":12}"))
        .containsEntry("outcome", "completed")
        .containsEntry("packages", "12");
  }

  @Test
  void noJson_hasNone() {
    assertThat(Operator.fields("<html>")).isEmpty();
    assertThat(Operator.fields("")).isEmpty();
  }
}
