package io.warnserver.keys.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The tables that submissions arrive in: what their rows' order and transactions would say of who
 * came together is taken away while they wait (decision 26).
 */
public final class Arrivals {

  private Arrivals() {}

  /**
   * Rewrites all keys that wait, together and in the order of their random data; nothing where very
   * many wait, or while somebody {@linkplain #hold holds} them.
   *
   * @param connection of the submission's role
   */
  public static void mix(Connection connection) throws SQLException {
    call(connection, "select mix_arrivals()");
  }

  /**
   * Has nobody mix the keys before this transaction ends, and waits for the end of a mixing: a
   * statement after this one sees all that has arrived.
   *
   * @param connection of the distribution's or the federation's role, in a transaction
   */
  public static void hold(Connection connection) throws SQLException {
    call(connection, "select hold_arrivals()");
  }

  private static void call(Connection connection, String function) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(function)) {
      statement.execute();
    }
  }
}
