package io.warnserver.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One value that an operator may set: its name, its default, what is allowed and what it means.
 * Declared as a constant beside the class that uses it and read through {@link SettingsReader}.
 *
 * @param name the MicroProfile Config property
 * @param fallback the text that stands for a missing value; empty where the value is required
 * @param example a text that is allowed
 * @param allowed what a value may be, in words that complete "must be ..."
 * @param meaning what it is for, in a sentence
 * @param confidential whether the value must never be repeated
 * @param parser gives the value of a text; throws {@link IllegalArgumentException} for what is not
 *     allowed
 */
public record Setting<T>(
    String name,
    Optional<String> fallback,
    String example,
    String allowed,
    String meaning,
    boolean confidential,
    Function<String, T> parser) {

  /** One with a default, which is its example. */
  public Setting(
      String name,
      String fallback,
      String allowed,
      String meaning,
      boolean confidential,
      Function<String, T> parser) {
    this(name, Optional.of(fallback), fallback, allowed, meaning, confidential, parser);
  }

  private static final String EXAMPLE_SECRET = "the-secret-of-an-example";

  /** A whole number between two bounds, both included. */
  public static Setting<Integer> integer(
      String name, int fallback, int min, int max, String meaning) {
    return new Setting<>(
        name,
        String.valueOf(fallback),
        "a whole number from " + min + " to " + max,
        meaning,
        false,
        text -> {
          int value = Integer.parseInt(text);
          require(value >= min && value <= max);
          return value;
        });
  }

  /** An ISO 8601 duration such as {@code PT5S} between two bounds, both included. */
  public static Setting<Duration> duration(
      String name, Duration fallback, Duration min, Duration max, String meaning) {
    return new Setting<>(
        name,
        fallback.toString(),
        "a duration from " + min + " to " + max,
        meaning,
        false,
        text -> {
          try {
            Duration value = Duration.parse(text);
            require(value.compareTo(min) >= 0 && value.compareTo(max) <= 0);
            return value;
          } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
          }
        });
  }

  /** {@code true} or {@code false}; nothing else, so that a typing error is not taken for "off". */
  public static Setting<Boolean> flag(String name, boolean fallback, String meaning) {
    return new Setting<>(
        name,
        String.valueOf(fallback),
        "true or false",
        meaning,
        false,
        text -> {
          require(text.equals("true") || text.equals("false"));
          return Boolean.valueOf(text);
        });
  }

  /** One of an enum's constants, written in lower case. */
  public static <E extends Enum<E>> Setting<E> oneOf(String name, E fallback, String meaning) {
    Class<E> type = fallback.getDeclaringClass();
    String allowed =
        Arrays.stream(type.getEnumConstants())
            .map(Setting::lower)
            .collect(Collectors.joining(" or "));
    return new Setting<>(
        name,
        lower(fallback),
        allowed,
        meaning,
        false,
        text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
  }

  /** A required text of a form. */
  public static Setting<String> requiredText(
      String name, String example, Pattern form, String allowed, String meaning) {
    return text(name, Optional.empty(), example, form, allowed, meaning);
  }

  /** A text of a form, with a default. */
  public static Setting<String> text(
      String name, String fallback, Pattern form, String allowed, String meaning) {
    return text(name, Optional.of(fallback), fallback, form, allowed, meaning);
  }

  /** A comma-separated list of texts of a form, without doubles. */
  public static Setting<List<String>> list(
      String name, String fallback, Pattern form, String allowed, String meaning) {
    return new Setting<>(
        name,
        fallback,
        allowed + ", each once",
        meaning,
        false,
        text -> {
          List<String> values = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
          require(values.stream().allMatch(form.asMatchPredicate()));
          require(values.stream().distinct().count() == values.size());
          return values;
        });
  }

  /** A required absolute http or https address. */
  public static Setting<URI> address(String name, String meaning) {
    return new Setting<>(
        name,
        Optional.empty(),
        "https://host:8443",
        "an address such as https://host:port",
        meaning,
        false,
        text -> {
          try {
            URI value = new URI(text);
            require(
                ("http".equals(value.getScheme()) || "https".equals(value.getScheme()))
                    && value.getHost() != null);
            return value;
          } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
          }
        });
  }

  /** A required path of a file or folder. */
  public static Setting<Path> path(String name, String meaning) {
    return new Setting<>(
        name, Optional.empty(), "/etc/warn/file", "a path", meaning, false, Setting::pathOf);
  }

  /** A path of a file or folder that may be missing. */
  public static Setting<Optional<Path>> optionalPath(String name, String meaning) {
    return new Setting<>(
        name,
        "",
        "a path",
        meaning,
        false,
        text -> text.isEmpty() ? Optional.empty() : Optional.of(pathOf(text)));
  }

  /** A required secret. */
  public static Setting<Secret> secret(String name, String meaning) {
    return new Setting<>(
        name, Optional.empty(), EXAMPLE_SECRET, "a secret", meaning, true, Secret::new);
  }

  /** A secret that may be missing. */
  public static Setting<Optional<Secret>> optionalSecret(String name, String meaning) {
    return new Setting<>(
        name,
        "",
        "a secret",
        meaning,
        true,
        text -> text.isEmpty() ? Optional.empty() : Optional.of(new Secret(text)));
  }

  private static Setting<String> text(
      String name,
      Optional<String> fallback,
      String example,
      Pattern form,
      String allowed,
      String meaning) {
    return new Setting<>(
        name,
        fallback,
        example,
        allowed,
        meaning,
        false,
        text -> {
          require(form.matcher(text).matches());
          return text;
        });
  }

  private static Path pathOf(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void require(boolean allowed) {
    if (!allowed) {
      throw new IllegalArgumentException();
    }
  }
}
