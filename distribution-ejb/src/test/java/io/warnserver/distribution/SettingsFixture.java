package io.warnserver.distribution;

import io.warnserver.settings.SettingsReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Settings as an operator writes them: those that are required, and what a test adds. */
final class SettingsFixture {

  private SettingsFixture() {}

  static DistributionSettings with(String... namesAndValues) {
    return DistributionSettings.from(reader(namesAndValues));
  }

  /** An empty value stands for a missing one. */
  static SettingsReader reader(String... namesAndValues) {
    Map<String, String> values = new HashMap<>();
    values.put("warn.store.endpoint", "https://store.example.org");
    values.put("warn.store.bucket", "warn-test");
    values.put("warn.store.access-key", "the-access-key");
    values.put("warn.store.secret-key", "the-secret-key");
    // In order, so that a test can say which step is which.
    values.put("warn.store.parallel-puts", "1");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new SettingsReader(
        name -> Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty()));
  }
}
