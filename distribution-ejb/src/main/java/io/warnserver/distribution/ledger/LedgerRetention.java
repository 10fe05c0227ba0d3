package io.warnserver.distribution.ledger;

import io.warnserver.database.Rows;
import io.warnserver.database.Transactions;
import io.warnserver.keys.HourNumber;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Deletes rows that are older than retention. */
public final class LedgerRetention {

  /**
   * How long the ledger remembers a key after its row is gone: a key is taken until its expiry is
   * older than retention, and it can expire up to a day after it was submitted; if it came again it
   * must not be published again.
   */
  private static final int MEMORY_HOURS = 2 * HourNumber.PER_DAY;

  private static final String DELETE_WAITING =
      "delete from publication where package_hour is null and due_hour < ?";

  /** By tree, as the index is: it costs what is deleted, not what is there. */
  private static final String DELETE_PUBLISHED =
      "delete from publication p using tree t where p.tree = t.name and p.package_hour < ?";

  private static final List<String> KEY_TABLES = List.of("diagnosis_key", "incoming_key");

  private final Transactions transactions;

  /**
   * What was deleted.
   *
   * @param keys rows of keys
   * @param publications places in trees
   * @param neverPublished places of keys that never got into a package, because too few waited with
   *     them
   * @param neverPublishedInEur those of them in EUR
   */
  public record Deleted(int keys, int publications, int neverPublished, int neverPublishedInEur) {}

  /**
   * @param transactions of the distribution's role, under the run's lease
   */
  public LedgerRetention(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Deletes.
   *
   * @param firstSubmissionKept the first hour whose submissions are kept
   */
  public Deleted delete(HourNumber firstSubmissionKept) {
    return transactions.onConnection(
        connection -> {
          int inEur =
              Rows.change(
                  connection,
                  DELETE_WAITING + " and tree = ?",
                  firstSubmissionKept.value(),
                  PackageWindow.EUR);
          int elsewhere = Rows.change(connection, DELETE_WAITING, firstSubmissionKept.value());
          return new Deleted(
              deleteKeys(connection, firstSubmissionKept),
              Rows.change(
                  connection, DELETE_PUBLISHED, firstSubmissionKept.plus(-MEMORY_HOURS).value()),
              inEur + elsewhere,
              inEur);
        });
  }

  /** Also keys that no run could take up in all that time. */
  private static int deleteKeys(Connection connection, HourNumber firstSubmissionKept)
      throws SQLException {
    int deleted = 0;
    for (String table : KEY_TABLES) {
      deleted +=
          Rows.change(
              connection,
              "delete from " + table + " where submission_hour < ?",
              firstSubmissionKept.value());
    }
    return deleted;
  }
}
