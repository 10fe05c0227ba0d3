package io.warnserver.benchmarks.submission;

import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.local.servers.Database;
import io.warnserver.local.servers.DatabaseRole;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What PostgreSQL says of its own settings to the role that stores submissions: a figure without
 * them on would be worth nothing.
 *
 * @param fsync {@code SHOW fsync}
 * @param synchronousCommit {@code SHOW synchronous_commit}
 * @param fullPageWrites {@code SHOW full_page_writes}
 */
record Durability(String fsync, String synchronousCommit, String fullPageWrites) {

  private static final String ON = "on";

  /**
   * Asks.
   *
   * @throws BenchmarkFailedException where any of them is not on
   */
  static Durability require(Database database) throws SQLException {
    try (Connection connection = database.connect(DatabaseRole.SUBMISSION);
        Statement statement = connection.createStatement()) {
      Durability found =
          new Durability(
              show(statement, "fsync"),
              show(statement, "synchronous_commit"),
              show(statement, "full_page_writes"));
      if (!found.equals(new Durability(ON, ON, ON))) {
        throw new BenchmarkFailedException("PostgreSQL is not durable: " + found);
      }
      return found;
    }
  }

  private static String show(Statement statement, String name) throws SQLException {
    try (ResultSet row = statement.executeQuery("show " + name)) {
      row.next();
      return row.getString(1);
    }
  }
}
