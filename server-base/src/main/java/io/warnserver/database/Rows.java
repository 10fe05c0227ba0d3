package io.warnserver.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads and changes rows with statements whose parameters come in order. */
public final class Rows {

  private Rows() {}

  /** Makes a value of a row. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Of the row that the result stands on. */
    T of(ResultSet row) throws SQLException;
  }

  /**
   * Executes a statement that changes rows.
   *
   * @param parameters in order, as the driver takes them
   * @return how many rows it changed
   */
  public static int change(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  /** All rows of a query, or of a statement that returns those it changes. */
  public static <T> List<T> read(
      Connection connection, String sql, Reading<T> reading, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> values = new ArrayList<>();
      while (rows.next()) {
        values.add(reading.of(rows));
      }
      return values;
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }
}
