package io.warnserver.distribution.ledger;

import io.warnserver.keys.store.Transactions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Optional;

/** How runs went, for operators of all instances. Kept for a month. */
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
      "delete from distribution_run where started_at < clock_timestamp() - interval '31 days'";

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
    return transactions.call(
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
    return transactions.call(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SINCE_COMPLETED);
              ResultSet row = statement.executeQuery()) {
            row.next();
            long seconds = row.getLong(1);
            return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
          }
        });
  }

  /** Records how it ended. A run that died has no end. */
  public void end(long number, String outcome, String reason, int packages, int keys, int objects) {
    transactions.call(
        connection ->
            Statements.update(connection, END, outcome, reason, packages, keys, objects, number)
                + Statements.update(connection, FORGET));
  }
}
