package io.warnserver.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.keys.Country;
import io.warnserver.keys.SupportedCountries;
import io.warnserver.protocols.configuration.KeyDownloadParametersIOS;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the tests read and look at what came of it. */
final class Readings {

  private Readings() {}

  static ConfigurationReading read(ConfigurationSource source) {
    return read(source, "DE");
  }

  /**
   * @param countries that are supported; the first is the own one
   */
  static ConfigurationReading read(ConfigurationSource source, String... countries) {
    return new AppConfiguration(
            source, countries(countries), KeyDownloadParametersIOS.getDefaultInstance())
        .read();
  }

  static SupportedCountries countries(String... codes) {
    return new SupportedCountries(
        new Country(codes[0]),
        Stream.of(codes).map(Country::new).collect(Collectors.toCollection(TreeSet::new)));
  }

  static ConfigurationReading.Valid valid(ConfigurationSource source) {
    return valid(read(source));
  }

  static ConfigurationReading.Valid valid(ConfigurationReading reading) {
    assertThat(reading).isInstanceOf(ConfigurationReading.Valid.class);
    return (ConfigurationReading.Valid) reading;
  }

  /** The faults as the operator sees them. */
  static List<String> faults(ConfigurationSource source) {
    return faults(read(source));
  }

  static List<String> faults(ConfigurationReading reading) {
    return reading instanceof ConfigurationReading.Invalid invalid ? invalid.faults() : List.of();
  }
}
