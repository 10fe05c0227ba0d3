package io.warnserver.distribution.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;

/** Parameters of many values. */
final class SqlArrays {

  private SqlArrays() {}

  /** Many numbers. */
  static Array integers(Connection connection, Stream<Integer> values) throws SQLException {
    return connection.createArrayOf("integer", values.toArray());
  }

  /** Many texts. */
  static Array texts(Connection connection, Stream<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }
}
