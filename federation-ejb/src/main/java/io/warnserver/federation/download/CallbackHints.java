package io.warnserver.federation.download;

import io.warnserver.database.NativeSql;
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
    transactions.run(
        entities ->
            NativeSql.change(
                entities,
                "insert into federation_callback_hint (batch_tag, called_at) values (?1, ?2)"
                    + " on conflict do nothing",
                tag.toString(),
                now));
  }

  /** Whether it is worth looking. */
  public boolean areThere() {
    return transactions.call(
        entities ->
            NativeSql.number(entities, "select count(*) from federation_callback_hint").intValue()
                > 0);
  }

  /** Somebody looks now. */
  void take() {
    transactions.run(
        entities -> NativeSql.change(entities, "delete from federation_callback_hint"));
  }
}
