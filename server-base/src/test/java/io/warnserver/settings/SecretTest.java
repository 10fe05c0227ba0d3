package io.warnserver.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTest {

  private record Holder(Secret password) {}

  @Test
  void printing_showsNothing() {
    Secret secret = new Secret("hunter2");

    assertThat(secret).hasToString("********");
    assertThat(new Holder(secret).toString()).doesNotContain("hunter2");
    assertThat(String.format("%s", secret)).doesNotContain("hunter2");
  }

  @Test
  void printing_showsNoLength() {
    assertThat(new Secret("x").toString()).isEqualTo(new Secret("much longer than x").toString());
  }

  @Test
  void revealing_givesTheText() {
    assertThat(new Secret("hunter2").reveal()).isEqualTo("hunter2");
    assertThat(new Secret("hunter2").revealChars()).isEqualTo("hunter2".toCharArray());
  }

  @Test
  void emptyText_isRefused() {
    assertThatThrownBy(() -> new Secret("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sameText_isEqual() {
    assertThat(new Secret("a")).isEqualTo(new Secret("a")).hasSameHashCodeAs(new Secret("a"));
    assertThat(new Secret("a")).isNotEqualTo(new Secret("b")).isNotEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({
    "development-, true",
    "development-submission, true",
    "development, false",
    "Development-x, false",
    "my-development-x, false",
    "x, false"
  })
  void developmentPrefix_marksADevelopmentPassword(String text, boolean development) {
    assertThat(new Secret(text).isForDevelopment()).isEqualTo(development);
  }
}
