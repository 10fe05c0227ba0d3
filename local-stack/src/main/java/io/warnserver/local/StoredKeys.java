package io.warnserver.local;

import io.warnserver.local.play.PlayFailedException;
import io.warnserver.local.servers.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Counts what the application has stored. */
final class StoredKeys {

  private static final String COUNT =
      "select (select count(*) from warn.diagnosis_key) + (select count(*) from warn.incoming_key)";

  private StoredKeys() {}

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
