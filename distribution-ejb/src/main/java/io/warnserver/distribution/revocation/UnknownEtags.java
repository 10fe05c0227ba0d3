package io.warnserver.distribution.revocation;

import io.warnserver.database.NativeSql;
import io.warnserver.database.Transactions;
import io.warnserver.distribution.ledger.PackageWindow;
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
      "update key_package set etag = ?1 where tree = ?2 and first_hour = ?3 and hours = ?4"
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
    return transactions.call(
        entities -> NativeSql.rows(entities, UNKNOWN_ETAGS).map(RevocationList::window).toList());
  }

  /** Records which ETags these packages have in the bucket. */
  public void note(Map<PackageWindow, String> etags) {
    transactions.run(
        entities ->
            etags.forEach(
                (window, etag) ->
                    NativeSql.change(
                        entities,
                        NOTE_ETAG,
                        etag,
                        window.tree(),
                        window.firstHour().value(),
                        window.hours())));
  }
}
