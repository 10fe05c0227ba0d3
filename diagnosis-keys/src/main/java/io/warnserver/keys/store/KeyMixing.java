package io.warnserver.keys.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The keys that wait are mixed now and then (decision 26), so that their rows' order and
 * transactions do not say who came together. Not while somebody takes them up.
 */
public final class KeyMixing {

  private KeyMixing() {}

  /**
   * Has nobody mix the keys before this transaction ends, and waits for the end of a mixing: a
   * statement after this one sees all that has arrived.
   *
   * @param connection of the distribution's or the federation's role, in a transaction
   */
  public static void hold(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select hold_arrivals()")) {
      statement.execute();
    }
  }
}
