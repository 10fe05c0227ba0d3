package io.warnserver.configuration;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** How values of the source appear in a fault: short, on one line, nothing a terminal obeys. */
final class Quote {

  private static final int LONGEST = 60;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private Quote() {}

  /** Without quotes: for numbers and names. */
  static String plain(String text) {
    String start =
        text.codePointCount(0, text.length()) <= LONGEST
            ? text
            : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "...";
    return UNPRINTABLE.matcher(start).replaceAll("?");
  }

  /** In quotes: for text. */
  static String text(String text) {
    return '"' + plain(text) + '"';
  }

  /** A number as one writes it: 50, not 50.0 or 5E1. */
  static String number(Number value) {
    if (value instanceof Double real) {
      return plain(BigDecimal.valueOf(real).stripTrailingZeros().toPlainString());
    }
    return value.toString();
  }
}
