package io.warnserver.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountryTest {

  @Test
  void twoCapitalLetters_areTaken() {
    assertThat(new Country("DE").code()).isEqualTo("DE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "D", "de", "De", "DEU", "D1", "ÄÖ", " DE", "DE\n", "${1+1}"})
  void anotherForm_isRefusedWithoutRepeatingIt(String code) {
    assertThatThrownBy(() -> new Country(code))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a country is two capital letters");
  }

  @Test
  void order_isByCode() {
    assertThat(new Country("AT")).isLessThan(new Country("DE"));
  }
}
