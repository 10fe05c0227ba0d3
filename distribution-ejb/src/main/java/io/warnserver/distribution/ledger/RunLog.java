package io.warnserver.distribution.ledger;

import io.warnserver.database.Transactions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * How runs went, for operators of all instances. Kept for a month; the last good run for longer, so
 * that its age can be told.
 */
public final class RunLog {

  private static final String BEGIN =
      "insert into distribution_run (instance) values (?) returning run_number";

  private static final String END =
      "update distribution_run set ended_at = clock_timestamp(), outcome = ?, reason = ?,"
          + " packages = ?, keys = ?, objects = ? where run_number = ?";

  private static final String SINCE_COMPLETED =
      "select extract(epoch from clock_timestamp() - max(ended_at))::bigint from distribution_run"
          + " where outcome = 'completed'";

  private static final String FORGET =
      "delete from distribution_run where started_at < clock_timestamp() - interval '31 days'"
          + " and run_number is distinct from (select run_number from distribution_run"
          + " where outcome = 'completed' order by ended_at desc limit 1)";

  /** Health asks, and must not wait for a database in trouble. */
  private static final int QUERY_SECONDS = 5;

  private final Transactions transactions;

  /**
   * @param transactions of the distribution's role
   */
  public RunLog(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Records that a run begins.
   *
   * @return its number
   */
  public long begin(String instance) {
    return transactions.onConnection(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setString(1, instance);
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return row.getLong(1);
            }
          }
        });
  }

  /** How long ago the last completed run of any instance ended; empty where there was none. */
  public Optional<Duration> sinceLastCompleted() {
    return transactions.onConnection(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SINCE_COMPLETED)) {
            statement.setQueryTimeout(QUERY_SECONDS);
            return seconds(statement);
          }
        });
  }

  private static Optional<Duration> seconds(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      long seconds = row.getLong(1);
      return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }
  }

  /** Records how it ended. A run that died has no end. */
  public void end(long number, String outcome, String reason, int packages, int keys, int objects) {
    transactions.onConnection(
        connection ->
            Statements.update(connection, END, outcome, reason, packages, keys, objects, number)
                + Statements.update(connection, FORGET));
  }
}
