package io.warnserver.submission.store;

/**
 * An array as PostgreSQL reads it from a text parameter; for numbers, hexadecimal and country codes
 * only: it escapes nothing.
 */
final class SqlArray {

  private final StringBuilder text = new StringBuilder("{");

  SqlArray add(int number) {
    return append(String.valueOf(number));
  }

  SqlArray add(boolean flag) {
    return append(flag ? "t" : "f");
  }

  /**
   * @throws IllegalArgumentException for a text that would need escaping
   */
  SqlArray add(String word) {
    if (word.indexOf('"') >= 0 || word.indexOf('\\') >= 0) {
      throw new IllegalArgumentException("no quotes and no backslashes");
    }
    return append('"' + word + '"');
  }

  private SqlArray append(String element) {
    if (text.length() > 1) {
      text.append(',');
    }
    text.append(element);
    return this;
  }

  /** The array. */
  @Override
  public String toString() {
    return text + "}";
  }
}
