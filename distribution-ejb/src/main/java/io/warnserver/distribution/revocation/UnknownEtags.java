package io.warnserver.distribution.revocation;

import io.warnserver.database.Transactions;
import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.ledger.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Packages that a run may have put before it died, so that readers may have them although the
 * ledger does not know their ETag.
 */
public final class UnknownEtags {

  private static final String UNKNOWN_ETAGS =
      "select tree, first_hour, hours from key_package where state = 'planned' and etag is null";

  private static final String NOTE_ETAG =
      "update key_package set etag = ? where tree = ? and first_hour = ? and hours = ?"
          + " and state = 'planned' and etag is null";

  private final Transactions transactions;

  /**
   * @param transactions of the distribution's role, under the run's lease
   */
  public UnknownEtags(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Which packages these could be. */
  public List<PackageWindow> packages() {
    return transactions.onConnection(
        connection -> {
          List<PackageWindow> windows = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(UNKNOWN_ETAGS);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              windows.add(RevocationList.window(row, 1));
            }
          }
          return windows;
        });
  }

  /** Records which ETags these packages have in the bucket. */
  public void note(Map<PackageWindow, String> etags) {
    transactions.onConnection(
        connection -> {
          for (Map.Entry<PackageWindow, String> entry : etags.entrySet()) {
            PackageWindow window = entry.getKey();
            Statements.update(
                connection,
                NOTE_ETAG,
                entry.getValue(),
                window.tree(),
                window.firstHour().value(),
                window.hours());
          }
          return null;
        });
  }
}
