package io.warnserver.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
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
   * @param parameters in order; an {@link Instant} becomes a timestamp, a collection an array of
   *     texts or byte arrays
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
        set(connection, statement, i + 1, parameters[i]);
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  private static void set(
      Connection connection, PreparedStatement statement, int index, Object parameter)
      throws SQLException {
    if (parameter instanceof Instant time) {
      statement.setObject(index, time.atOffset(ZoneOffset.UTC));
    } else if (parameter instanceof Collection<?> values) {
      boolean bytes = values.stream().anyMatch(byte[].class::isInstance);
      statement.setArray(
          index,
          bytes
              ? connection.createArrayOf("bytea", values.toArray(byte[][]::new))
              : connection.createArrayOf("text", values.toArray()));
    } else {
      statement.setObject(index, parameter);
    }
  }
}
