package io.warnserver.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

class OperatorTest {

  @Test
  void answerOfARun_hasItsFields() {
    JsonObject result =
        Operator.result("{\"outcome\":\"completed\",\"reason\":null,\"packages\":12}");

    assertThat(result.getString("outcome", null)).isEqualTo("completed");
    assertThat(result.getString("reason", "none")).isEqualTo("none");
    assertThat(result.getInt("packages", 0)).isEqualTo(12);
    assertThat(result.getInt("keys", 0)).isZero();
  }

  @Test
  void noJson_hasNone() {
    assertThat(Operator.result("<html>")).isEmpty();
    assertThat(Operator.result("")).isEmpty();
  }
}
