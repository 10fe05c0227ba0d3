package io.warnserver.benchmarks;

import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What the command line says, as system properties.
 *
 * @param benchmark {@code bench}: which one
 * @param keys {@code keys}: how many are generated; 336 or more, so that every hour has one
 * @param jvmOptions {@code bench.jvm}: the application server's heap and the like, separated by
 *     spaces
 * @param war {@code bench.war}: the application for Payara Micro
 * @param data {@code bench.data}: the folder of everything that is started; its data is deleted
 * @param results {@code bench.results}: the folder of the JSON file
 */
record BenchmarkSettings(
    String benchmark, int keys, List<String> jvmOptions, Path war, Path data, Path results) {

  private static final int MIN_KEYS = 336;
  private static final int MAX_KEYS = 14_000_000;

  /**
   * Reads the settings.
   *
   * @param property gives a system property, null where it is missing
   * @throws BenchmarkFailedException with one line that names the setting and what is allowed
   */
  static BenchmarkSettings read(UnaryOperator<String> property) {
    return new BenchmarkSettings(
        text(property, "bench"),
        keys(text(property, "keys")),
        List.of(text(property, "bench.jvm").strip().split("\\s+")),
        Path.of(text(property, "bench.war")).normalize(),
        Path.of(text(property, "bench.data")).normalize(),
        Path.of(text(property, "bench.results")).normalize());
  }

  private static int keys(String value) {
    if (value.matches("\\d{1,9}")) {
      int keys = Integer.parseInt(value);
      if (keys >= MIN_KEYS && keys <= MAX_KEYS) {
        return keys;
      }
    }
    throw new BenchmarkFailedException(
        String.format(
            Locale.ROOT, "keys: must be a whole number from %d to %d", MIN_KEYS, MAX_KEYS));
  }

  private static String text(UnaryOperator<String> property, String name) {
    String value = Objects.requireNonNullElse(property.apply(name), "");
    if (value.isBlank()) {
      throw new BenchmarkFailedException(name + ": must be set");
    }
    return value;
  }
}
