package io.warnserver.submission.store;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Arrays as PostgreSQL reads them from text parameters: one parameter for a column of all rows. */
final class SqlArray {

  private SqlArray() {}

  /**
   * A column.
   *
   * @param value of a row; a number, a boolean, or a text that needs no escaping
   * @throws IllegalArgumentException for a text that would
   */
  static <T> String of(List<T> rows, Function<T, ?> value) {
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
