package io.warnserver.submission.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlArrayTest {

  @Test
  void elements_areSeparatedAndWordsQuoted() {
    assertThat(new SqlArray()).hasToString("{}");
    assertThat(new SqlArray().add(-1).add(2)).hasToString("{-1,2}");
    assertThat(new SqlArray().add("DE,FR").add("")).hasToString("{\"DE,FR\",\"\"}");
    assertThat(new SqlArray().add(true).add(false)).hasToString("{t,f}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "a\\b"})
  void wordThatWouldNeedEscaping_isRefused(String word) {
    assertThatThrownBy(() -> new SqlArray().add(word)).isInstanceOf(IllegalArgumentException.class);
  }
}
