package io.warnserver.distribution.ledger;

import io.warnserver.database.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Routes the keys that wait anew when an operator has changed the settings: what is not published
 * yet follows them. A place of a key in a package stays; a key that waits in one tree may get a
 * place in another, where it has none.
 */
final class WaitingKeys {

  private static final String KEYS =
      "with keys as (select * from diagnosis_key where key_data in"
          + " (select key_data from publication where package_hour is null)), ";

  private static final String GIVE_PLACES =
      KEYS
          + Routes.PLACED
          + "insert into publication as p ("
          + Routes.COLUMNS
          + ") select * from placed on conflict (tree, key_data) do update"
          + " set due_hour = excluded.due_hour where p.package_hour is null";

  private static final String TAKE_PLACES =
      KEYS
          + Routes.PLACED
          + "delete from publication p using keys k where p.key_data = k.key_data"
          + " and p.package_hour is null and not exists (select from placed r"
          + " where r.tree = p.tree and r.key_data = p.key_data)";

  private WaitingKeys() {}

  /** In the transaction that takes keys up under the same policy. */
  static void follow(Connection connection, RoutingPolicy policy) throws SQLException {
    String text = Routes.text(policy);
    if (text.equals(routing(connection))) {
      return;
    }
    Rows.change(connection, GIVE_PLACES, Routes.parameters(policy));
    Rows.change(connection, TAKE_PLACES, Routes.parameters(policy));
    Rows.change(connection, "update publishing set routing = ?", text);
  }

  private static String routing(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("select coalesce(routing, '') from publishing");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }
}
