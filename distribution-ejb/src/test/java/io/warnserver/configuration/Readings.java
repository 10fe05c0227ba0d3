package io.warnserver.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

/** How the tests read and look at what came of it. */
final class Readings {

  private Readings() {}

  static ConfigurationReading read(ConfigurationSource source) {
    return AppConfiguration.read(source, Set.of("DE"), Revocations.none());
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
    return reading instanceof ConfigurationReading.Invalid invalid
        ? invalid.faults().stream().map(ConfigurationFault::toString).toList()
        : List.of();
  }
}
