package io.warnserver.benchmarks.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PropertiesTest {

  private enum Kind {
    ONE,
    OF_THAT_KIND
  }

  private final Properties properties =
      new Properties(
          Map.of(
                  "words",
                  "a, b  c",
                  "number",
                  "12",
                  "flag",
                  "true",
                  "path",
                  "a/../b.war",
                  "constant",
                  "of-that-kind")
              ::get);

  @Test
  void goodValues_areTaken() {
    assertThat(properties.each("words").map(word -> word.text("any")))
        .containsExactly("a", "b", "c");
    assertThat(properties.whole("number", 12, 12)).isEqualTo(12);
    assertThat(properties.seconds("number", 20)).isEqualTo(Duration.ofSeconds(12));
    assertThat(properties.flag("flag")).isTrue();
    assertThat(properties.path("path")).isEqualTo(Path.of("b.war"));
    assertThat(properties.constant("constant", Kind.class)).isEqualTo(Kind.OF_THAT_KIND);
  }

  @Test
  void wrongValues_areRefusedByName() {
    assertRefused(() -> properties.text("none"), "none: must be set");
    assertRefused(
        () -> properties.whole("number", 1, 11), "number: must be a whole number from 1 to 11");
    assertRefused(
        () -> properties.whole("flag", 1, 11), "flag: must be a whole number from 1 to 11");
    assertRefused(() -> properties.flag("number"), "number: must be true or false");
    assertRefused(
        () -> properties.constant("flag", Kind.class), "flag: must be one of one, of-that-kind");
  }

  private static void assertRefused(Runnable reading, String message) {
    assertThatThrownBy(reading::run)
        .isInstanceOf(BenchmarkFailedException.class)
        .hasMessage(message);
  }
}
