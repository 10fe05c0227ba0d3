package io.warnserver.keys;

import io.warnserver.settings.Setting;
import java.util.regex.Pattern;

/**
 * A country by its ISO 3166-1 alpha-2 code.
 *
 * @param code two capital letters
 */
public record Country(String code) implements Comparable<Country> {

  /** What a code looks like. */
  public static final Pattern CODE = Pattern.compile("[A-Z]{2}");

  /** {@code warn.own-country}. */
  public static final Setting<String> OWN =
      Setting.text(
          "warn.own-country",
          "DE",
          CODE,
          "two capital letters (ISO 3166-1 alpha-2)",
          "The country whose apps submit to this server.");

  /**
   * @throws IllegalArgumentException for another form; the message does not repeat the text, which
   *     may be anybody's
   */
  public Country {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("a country is two capital letters");
    }
  }

  @Override
  public int compareTo(Country other) {
    return code.compareTo(other.code);
  }
}
