package io.warnserver.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.SettingsReader;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupportedCountriesTest {

  private static final String OWN = "warn.own-country";
  private static final String SUPPORTED = "warn.supported-countries";

  @Test
  void nothingSet_isGermanyAlone() {
    SupportedCountries countries = from(Map.of());

    assertThat(countries.own()).isEqualTo(new Country("DE"));
    assertThat(countries.all()).containsExactly(new Country("DE"));
  }

  @Test
  void severalCountries_areAscending() {
    SupportedCountries countries = from(Map.of(OWN, "FR", SUPPORTED, "NL, FR,DE"));

    assertThat(countries.own()).isEqualTo(new Country("FR"));
    assertThat(countries.all())
        .containsExactly(new Country("DE"), new Country("FR"), new Country("NL"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FR | DE,NL | warn.supported-countries: must contain warn.own-country (FR)",
        "fr | fr    | warn.own-country: 'fr' must be two capital letters (ISO 3166-1 alpha-2)",
        "DE | DE,de | warn.supported-countries: 'DE,de' must be a comma-separated list of ISO 3166-1 alpha-2 codes",
        "DE | DE,DE | warn.supported-countries: 'DE,DE' must be a comma-separated list of ISO 3166-1 alpha-2 codes",
        "DE | EUR   | warn.supported-countries: 'EUR' must be a comma-separated list of ISO 3166-1 alpha-2 codes"
      })
  void wrongSetting_isRefused(String own, String supported, String fault) {
    assertThatThrownBy(() -> from(Map.of(OWN, own, SUPPORTED, supported)))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(fault);
  }

  @ParameterizedTest
  @CsvSource({"DE, true", "NL, true", "FR, false", "de, false", "'', false"})
  void anyText_isAskedFor(String code, boolean supported) {
    assertThat(from(Map.of(SUPPORTED, "DE,NL")).contains(code)).isEqualTo(supported);
  }

  @ParameterizedTest
  @ValueSource(strings = {" DE", "DE\n", "DE,NL", "${DE}"})
  void otherForm_isNotSupported(String code) {
    assertThat(from(Map.of(SUPPORTED, "DE,NL")).contains(code)).isFalse();
  }

  @Test
  void ownCountryNotAmongThem_isRefused() {
    SortedSet<Country> others = new TreeSet<>();
    others.add(new Country("NL"));

    assertThatThrownBy(() -> new SupportedCountries(new Country("DE"), others))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givenSet_isCopied() {
    SortedSet<Country> given = new TreeSet<>();
    given.add(new Country("DE"));
    SupportedCountries countries = new SupportedCountries(new Country("DE"), given);

    given.add(new Country("NL"));

    assertThat(countries.all()).containsExactly(new Country("DE"));
    assertThatThrownBy(() -> countries.all().add(new Country("NL")))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static SupportedCountries from(Map<String, String> values) {
    return SupportedCountries.from(
        new SettingsReader(name -> Optional.ofNullable(values.get(name))));
  }
}
