package io.warnserver.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.local.data.KeyPlan;
import io.warnserver.local.servers.StartFailedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalKeysTest {

  @Test
  void nothingSet_isNoPlan() {
    assertThat(read(name -> null)).isEmpty();
  }

  @Test
  void countAlone_takesTheDefaults() {
    assertThat(read(Map.of("local.keys", "1000")::get))
        .contains(new KeyPlan(1000, 336, List.of("DE"), List.of("DE", "FR", "NL"), 50, 1));
  }

  @Test
  void everythingSet_isTaken() {
    Map<String, String> properties =
        Map.of(
            "local.keys", "5",
            "local.keys.hours", "2",
            "local.keys.origins", "FR,NL",
            "local.keys.countries", "DE",
            "local.keys.visited-percent", "100",
            "local.keys.seed", "9");

    assertThat(read(properties::get))
        .contains(new KeyPlan(5, 2, List.of("FR", "NL"), List.of("DE"), 100, 9));
  }

  @ParameterizedTest
  @CsvSource({
    "local.keys, many, local.keys: must be a whole number of at most 9 digits",
    "local.keys.hours, 0, local.keys.*: the number of hours must be 1 or more",
    "local.keys.visited-percent, 101, local.keys.*: the visited percent must be from 0 to 100",
    "local.keys.origins, Germany, local.keys.*: a country is two capital letters",
  })
  void wrongValue_isRefusedInOneLine(String name, String value, String message) {
    assertThatThrownBy(
            () ->
                read(
                    asked -> asked.equals(name) ? value : asked.equals("local.keys") ? "10" : null))
        .isInstanceOf(StartFailedException.class)
        .hasMessage(message);
  }

  private static Optional<KeyPlan> read(UnaryOperator<String> property) {
    return LocalSettings.read(property).keys();
  }
}
