package io.warnserver.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void numbers_standToTheRightWithThousands() {
    assertThat(new TextTable().row("keys", "count").row("a", 1_234_567L).row("bcdefg", 8))
        .hasToString(lines("keys        count", "a       1,234,567", "bcdefg          8"));
  }

  @Test
  void textColumns_standToTheLeft() {
    assertThat(new TextTable(2).row("a", "b").row("cc", "dd"))
        .hasToString(lines("a   b", "cc  dd"));
  }

  @Test
  void shortRow_endsEarly() {
    assertThat(new TextTable().row("a").row("b", "", 1).row("", 22, ""))
        .hasToString(lines("a", "b      1", "   22"));
  }

  @Test
  void noRows_isEmpty() {
    assertThat(new TextTable()).hasToString("");
  }

  private static String lines(String... lines) {
    return String.join(System.lineSeparator(), lines);
  }
}
