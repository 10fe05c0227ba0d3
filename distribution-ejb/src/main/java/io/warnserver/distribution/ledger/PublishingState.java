package io.warnserver.distribution.ledger;

import io.warnserver.database.Transactions;
import io.warnserver.keys.HourNumber;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/**
 * What ties the ledger to the bucket that it tells of.
 *
 * @param epoch of this ledger; another one has another
 * @param sequence the last number that was announced for the bucket's marker
 * @param confirmedSequence the last number that the marker is known to have had
 * @param lastHour of the last run that published
 * @param paused whether an operator has stopped publishing
 */
public record PublishingState(
    String epoch, long sequence, long confirmedSequence, HourNumber lastHour, boolean paused) {

  private static final String READ =
      "select epoch, sequence, confirmed_sequence, last_hour, paused from publishing";

  private static final String ADVANCE =
      "update publishing set sequence = sequence + 1, last_hour = ?";

  private static final String CONFIRM = "update publishing set confirmed_sequence = ?";

  /** Reads it. */
  public static PublishingState read(Transactions transactions) {
    return transactions.onConnection(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(READ);
              ResultSet row = statement.executeQuery()) {
            row.next();
            return new PublishingState(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                new HourNumber(row.getInt(4)),
                row.getBoolean(5));
          }
        });
  }

  /** Announces the next number, before anything of this run is put. */
  public PublishingState advance(Transactions transactions, HourNumber now) {
    transactions.onConnection(connection -> Statements.update(connection, ADVANCE, now.value()));
    return new PublishingState(epoch, sequence + 1, confirmedSequence, now, paused);
  }

  /** Records that the marker has the number that was announced. */
  public void confirm(Transactions transactions) {
    transactions.onConnection(connection -> Statements.update(connection, CONFIRM, sequence));
  }

  /** Stops publishing, or lets it go on. */
  public static void setPaused(Transactions transactions, boolean paused) {
    transactions.onConnection(
        connection -> Statements.update(connection, "update publishing set paused = ?", paused));
  }
}
