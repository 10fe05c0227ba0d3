package io.warnserver.benchmarks.meters;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Reads what the command line says, as system properties. */
public final class Properties {

  private static final int MAX_DIGITS = 9;

  private final UnaryOperator<String> property;

  /**
   * @param property gives a system property, null where it is missing
   */
  public Properties(UnaryOperator<String> property) {
    this.property = property;
  }

  /**
   * A text that is not blank.
   *
   * @throws BenchmarkFailedException naming the property where it is missing
   */
  public String text(String name) {
    String value = Objects.requireNonNullElse(property.apply(name), "");
    if (value.isBlank()) {
      throw new BenchmarkFailedException(name + ": must be set");
    }
    return value;
  }

  /** Words that are separated by spaces or commas. */
  public List<String> words(String name) {
    return List.of(text(name).strip().split("[\\s,]+"));
  }

  /** A file or a folder. */
  public Path path(String name) {
    return Path.of(text(name)).normalize();
  }

  /**
   * A whole number.
   *
   * @throws BenchmarkFailedException with one line that names the property and what is allowed
   */
  public int whole(String name, int min, int max) {
    String value = text(name);
    if (value.matches("\\d{1," + MAX_DIGITS + "}")) {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw new BenchmarkFailedException(
        String.format(Locale.ROOT, "%s: must be a whole number from %d to %d", name, min, max));
  }

  /** A whole number of seconds. */
  public Duration seconds(String name, int min, int max) {
    return Duration.ofSeconds(whole(name, min, max));
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name) {
    String value = text(name);
    if (!value.equals("true") && !value.equals("false")) {
      throw new BenchmarkFailedException(name + ": must be true or false");
    }
    return value.equals("true");
  }
}
