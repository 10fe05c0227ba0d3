package io.warnserver.federation.download;

import io.warnserver.database.Rows;
import io.warnserver.database.Transactions;
import io.warnserver.federation.gateway.DownloadTag;
import java.time.Instant;

/**
 * What the gateway called about (federation gateway protocol, callback). A hint says that it is
 * worth looking now, nothing else: whether there is a batch, and which, the gateway is asked.
 */
public final class CallbackHints {

  private final Transactions transactions;

  /**
   * @param transactions of the federation's role
   */
  public CallbackHints(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Records a call; the same again changes nothing. */
  public void record(DownloadTag tag, Instant now) {
    transactions.call(
        connection ->
            Rows.change(
                connection,
                "insert into federation_callback_hint (batch_tag, called_at) values (?, ?)"
                    + " on conflict do nothing",
                tag.toString(),
                now));
  }

  /** Whether it is worth looking. */
  public boolean areThere() {
    return transactions.call(
        connection ->
            !Rows.read(connection, "select 1 from federation_callback_hint limit 1", row -> 1)
                .isEmpty());
  }

  /** Somebody looks now. */
  void take() {
    transactions.call(
        connection -> Rows.change(connection, "delete from federation_callback_hint"));
  }
}
