package io.warnserver.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
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
 * @param parser gives the value of a text; throws {@link IllegalArgumentException} or {@link
 *     java.time.DateTimeException} for what is not allowed
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

  private static <T> Setting<T> required(
      String name, String example, String allowed, String meaning, Function<String, T> parser) {
    return new Setting<>(name, Optional.empty(), example, allowed, meaning, false, parser);
  }

  private static <T> Setting<Optional<T>> optional(Setting<T> setting) {
    return new Setting<>(
        setting.name,
        "",
        setting.allowed,
        setting.meaning,
        setting.confidential,
        text -> text.isEmpty() ? Optional.empty() : Optional.of(setting.parser.apply(text)));
  }

  private static <T> Function<String, T> parser(Function<String, T> parser, Predicate<T> allowed) {
    return parser.andThen(
        value -> {
          if (!allowed.test(value)) {
            throw new IllegalArgumentException();
          }
          return value;
        });
  }

  private static Function<String, String> textOf(Pattern form) {
    return parser(text -> text, form.asMatchPredicate());
  }

  /** A whole number between two bounds, both included. */
  public static Setting<Integer> integer(
      String name, int fallback, int min, int max, String meaning) {
    return within(name, fallback, min, max, "a whole number", meaning, Integer::valueOf);
  }

  /** An ISO 8601 duration such as {@code PT5S} between two bounds, both included. */
  public static Setting<Duration> duration(
      String name, Duration fallback, Duration min, Duration max, String meaning) {
    return within(name, fallback, min, max, "a duration", meaning, Duration::parse);
  }

  private static <T extends Comparable<T>> Setting<T> within(
      String name, T fallback, T min, T max, String kind, String meaning, Function<String, T> of) {
    return new Setting<>(
        name,
        fallback.toString(),
        kind + " from " + min + " to " + max,
        meaning,
        false,
        parser(of, value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0));
  }

  /** {@code true} or {@code false}; nothing else, so that a typing error is not taken for "off". */
  public static Setting<Boolean> flag(String name, boolean fallback, String meaning) {
    return new Setting<>(
        name,
        String.valueOf(fallback),
        "true or false",
        meaning,
        false,
        textOf(Pattern.compile("true|false")).andThen(Boolean::valueOf));
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
    return required(name, example, allowed, meaning, textOf(form));
  }

  /** A text of a form, with a default. */
  public static Setting<String> text(
      String name, String fallback, Pattern form, String allowed, String meaning) {
    return new Setting<>(name, fallback, allowed, meaning, false, textOf(form));
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
        parser(
            text -> Arrays.stream(text.split(",", -1)).map(String::strip).toList(),
            values ->
                values.stream().allMatch(form.asMatchPredicate())
                    && values.stream().distinct().count() == values.size()));
  }

  /**
   * A required absolute http or https address, as people write it. The value has scheme and host in
   * small letters, no port if it is the scheme's own, and no slash at its end, so that what is
   * signed and compared is what is sent.
   */
  public static Setting<URI> address(String name, String meaning) {
    return required(
        name,
        "https://host:8443",
        "an address such as https://host:port",
        meaning,
        Setting::webAddress);
  }

  private static URI webAddress(String text) {
    URI given = URI.create(text);
    String scheme = Objects.requireNonNullElse(given.getScheme(), "").toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    int port = given.getPort() == usual ? -1 : given.getPort();
    if (!(scheme.equals("https") || scheme.equals("http"))
        || given.getHost() == null
        || given.getUserInfo() != null
        || given.getQuery() != null
        || given.getFragment() != null
        || port == 0
        || port > 65_535) {
      throw new IllegalArgumentException();
    }
    return URI.create(
        scheme
            + "://"
            + given.getHost().toLowerCase(Locale.ROOT)
            + (port < 0 ? "" : ":" + port)
            + given.getRawPath().replaceAll("/+$", ""));
  }

  /** A required path of a file or folder. */
  public static Setting<Path> path(String name, String meaning) {
    return required(name, "/etc/warn/file", "a path", meaning, Path::of);
  }

  /** A path of a file or folder that may be missing. */
  public static Setting<Optional<Path>> optionalPath(String name, String meaning) {
    return optional(path(name, meaning));
  }

  /** A required secret. */
  public static Setting<Secret> secret(String name, String meaning) {
    return new Setting<>(
        name, Optional.empty(), EXAMPLE_SECRET, "a secret", meaning, true, Secret::new);
  }

  /** A secret that may be missing. */
  public static Setting<Optional<Secret>> optionalSecret(String name, String meaning) {
    return optional(secret(name, meaning));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
