package io.warnserver.database;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Arrays as PostgreSQL reads them from text parameters: one parameter for a column of all rows. */
public final class SqlArray {

  private SqlArray() {}

  /**
   * A column, in the order of the rows.
   *
   * @param value of a row; a number, a boolean, or a text that needs no escaping
   * @throws IllegalArgumentException for a text that would
   */
  public static <T> String of(Collection<T> rows, Function<T, ?> value) {
    return rows.stream()
        .map(value)
        .map(one -> one instanceof String text ? quoted(text) : String.valueOf(one))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String quoted(String text) {
    if (text.indexOf('"') >= 0 || text.indexOf('\\') >= 0) {
      throw new IllegalArgumentException("no quotes and no backslashes");
    }
    return '"' + text + '"';
  }
}
