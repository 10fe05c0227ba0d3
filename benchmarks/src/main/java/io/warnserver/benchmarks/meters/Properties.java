package io.warnserver.benchmarks.meters;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what the command line says, as system properties. What is missing or not allowed is a
 * {@link BenchmarkFailedException} with one line that names the property and what is allowed.
 *
 * @param property gives a system property, null where it is missing
 */
public record Properties(UnaryOperator<String> property) {

  private static final int MAX_DIGITS = 9;

  /** A text that is not blank. */
  public String text(String name) {
    String value = Objects.requireNonNullElse(property.apply(name), "");
    if (value.isBlank()) {
      throw new BenchmarkFailedException(name + ": must be set");
    }
    return value;
  }

  /** Each of the words that are separated by spaces or commas, to be read under any name. */
  public Stream<Properties> each(String name) {
    return Stream.of(text(name).strip().split("[\\s,]+")).map(word -> new Properties(any -> word));
  }

  /** One of some constants, by its {@link #word}. */
  public <E extends Enum<E>> E constant(String name, Class<E> type) {
    String word = text(name);
    List<E> all = Arrays.asList(type.getEnumConstants());
    return all.stream()
        .filter(constant -> word(constant).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new BenchmarkFailedException(
                    all.stream()
                        .map(Properties::word)
                        .collect(Collectors.joining(", ", name + ": must be one of ", ""))));
  }

  /** A constant's word on the command line and in the results. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A file or a folder. */
  public Path path(String name) {
    return Path.of(text(name)).normalize();
  }

  /** A whole number. */
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

  /** A whole number of seconds, 1 or more. */
  public Duration seconds(String name, int max) {
    return Duration.ofSeconds(whole(name, 1, max));
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
