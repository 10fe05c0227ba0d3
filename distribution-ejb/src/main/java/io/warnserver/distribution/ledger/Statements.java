package io.warnserver.distribution.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.stream.Stream;

/** Executes statements that change rows. */
public final class Statements {

  private Statements() {}

  /**
   * Executes a statement with its parameters in order.
   *
   * @return how many rows it changed
   */
  public static int update(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    }
  }

  /** A parameter of many numbers. */
  public static Array integers(Connection connection, Stream<Integer> values) throws SQLException {
    return connection.createArrayOf("integer", values.toArray());
  }

  /** A parameter of many texts. */
  static Array texts(Connection connection, Stream<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }
}
