package io.warnserver.local;

import io.warnserver.keys.HourNumber;
import io.warnserver.local.data.KeyFilling;
import io.warnserver.local.data.KeyPlan;
import io.warnserver.local.play.PlayFailedException;
import io.warnserver.local.servers.Database;
import io.warnserver.local.servers.DatabaseRole;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The keys in the application's tables. */
final class StoredKeys {

  private static final String COUNT =
      "select (select count(*) from warn.known_key) + (select count(*) from warn.incoming_key)";

  private StoredKeys() {}

  /** Adds the keys of a plan, as if they had been submitted in the hours before {@code end}. */
  static long add(Database database, KeyPlan plan, HourNumber end) {
    try (Connection connection = database.connect(DatabaseRole.SUBMISSION)) {
      return KeyFilling.fill(connection, plan, end);
    } catch (SQLException e) {
      throw new PlayFailedException("the database refuses the keys of local.keys", e);
    }
  }

  /** Keys of all submissions within retention, moved on by a run or not yet. */
  static long count(Database database) {
    try (Connection connection = database.connectAsSuperuser();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery(COUNT)) {
      count.next();
      return count.getLong(1);
    } catch (SQLException e) {
      throw new PlayFailedException("the stored keys cannot be counted", e);
    }
  }
}
