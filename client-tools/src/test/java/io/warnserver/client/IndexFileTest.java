package io.warnserver.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexFileTest {
  @Test
  void goodIndexes_areRead() {
    assertThat(IndexFile.versions(bytes("[\"v1\"]"))).containsExactly("v1");
    assertThat(IndexFile.countries(bytes("[\"DE\",\"EUR\"]"))).containsExactly("DE", "EUR");
    assertThat(IndexFile.dates(bytes("[\"2026-11-09\"]")))
        .containsExactly(LocalDate.of(2026, 11, 9));
    assertThat(IndexFile.hours(bytes(" [0, 23]\n"))).containsExactly(0, 23);
    assertThat(IndexFile.hours(bytes("[]"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "\"DE\"",
        "[",
        "[\"DE\"",
        "[\"DE\"]]",
        "[\"DE\"][]",
        "[\"de\"]",
        "[\"DEU\"]",
        "[\"..\"]",
        "[\"D/\"]",
        "[\"DE\\n\"]",
        "[1]",
        "[null]",
        "[[\"DE\"]]",
        "[\"DE\",\"DE\"]"
      })
  void badCountries_areRefused(String index) {
    assertRefused(IndexFile::countries, index);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"2026-02-30\"]",
        "[\"2026-11-9\"]",
        "[\"+12026-11-09\"]",
        "[\"../../x\"]",
        "[20261109]"
      })
  void badDates_areRefused(String index) {
    assertRefused(IndexFile::dates, index);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[24]", "[-1]", "[\"1\"]", "[1.0]", "[99999999999]", "[01]", "[1,1]"})
  void badHours_areRefused(String index) {
    assertRefused(IndexFile::hours, index);
  }

  @Test
  void tooManyElements_areRefused() {
    String index =
        IntStream.range(0, 301)
            .mapToObj(i -> "\"" + LocalDate.of(2026, 1, 1).plusDays(i) + "\"")
            .collect(Collectors.joining(",", "[", "]"));

    assertRefused(IndexFile::dates, index);
  }

  private static void assertRefused(Function<byte[], ?> parse, String index) {
    assertThatIllegalArgumentException().isThrownBy(() -> parse.apply(bytes(index)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
