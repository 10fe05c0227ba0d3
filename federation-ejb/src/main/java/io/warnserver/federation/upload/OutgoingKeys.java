package io.warnserver.federation.upload;

import io.warnserver.database.Rows;
import io.warnserver.database.Transactions;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.store.KeyMixing;
import java.time.Instant;

/**
 * The keys that wait for a batch. Every method is one transaction. They are drawn in the order of
 * their random data: neither a batch nor the table says which of them came together.
 */
public final class OutgoingKeys {

  private static final String COLUMNS =
      "key_data, rolling_start, rolling_period, transmission_risk_level, days_since_onset,"
          + " report_type, origin, visited_countries, submission_hour";

  private static final String TAKE_UP =
      "with arrived as (delete from federation_upload_key returning *)"
          + " insert into federation_outgoing_key ("
          + COLUMNS
          + ") select "
          + COLUMNS
          + " from arrived order by key_data on conflict do nothing";

  /**
   * Not those of a batch that the gateway may have: sent again with other keys under the same tag,
   * it would never be known what the gateway stored.
   */
  private static final String DROP_REVOKED =
      "delete from federation_outgoing_key o using revoked_key r"
          + " where r.key_hash = sha256(o.key_data) and (o.state = 'waiting' or o.state = 'in_batch'"
          + " and exists (select from federation_upload_batch b where b.batch_tag = o.batch_tag"
          + " and b.state = 'recorded'))";

  private static final String DROP_TOO_OLD =
      "update federation_outgoing_key set state = 'too_old'"
          + " where state = 'waiting' and rolling_start < ?";

  private static final String READY =
      " from federation_outgoing_key where state = 'waiting' and origin = ?"
          + " and rolling_start + rolling_period <= ? and (not_before is null or not_before <= ?)";

  private static final String RECORD =
      "insert into federation_upload_batch (batch_tag, state, recorded_at, next_attempt_at, keys)"
          + " values (?, 'recorded', ?, ?, ?)";

  private static final String DRAW =
      "update federation_outgoing_key set state = 'in_batch', batch_tag = ? where key_data in"
          + " (select key_data"
          + READY
          + " order by key_data limit ?)";

  private final Transactions transactions;

  /**
   * @param transactions of the federation's role
   */
  public OutgoingKeys(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Moves all keys that have arrived, of many submissions at once. */
  public int takeUp() {
    return transactions.onConnection(
        connection -> {
          KeyMixing.hold(connection);
          return Rows.change(connection, TAKE_UP);
        });
  }

  /** Deletes what is older than retention, wherever it is, and what is left of its batches. */
  public int deleteBefore(HourNumber firstKept, Instant batchesBefore) {
    return transactions.onConnection(
        connection -> {
          Rows.change(
              connection,
              "delete from federation_upload_key where submission_hour < ?",
              firstKept.value());
          Rows.change(
              connection, "delete from federation_upload_batch where ended_at < ?", batchesBefore);
          return Rows.change(
              connection,
              "delete from federation_outgoing_key where submission_hour < ?",
              firstKept.value());
        });
  }

  /**
   * Forgets the keys that an operator has revoked here and that the gateway cannot have yet.
   *
   * @return how many
   */
  int dropRevoked() {
    return transactions.onConnection(connection -> Rows.change(connection, DROP_REVOKED));
  }

  /**
   * Sorts out the keys that the gateway would refuse.
   *
   * @param firstTaken the first interval that it takes
   * @return how many
   */
  int dropTooOld(int firstTaken) {
    return transactions.onConnection(
        connection -> Rows.change(connection, DROP_TOO_OLD, firstTaken));
  }

  /**
   * Records the next batch with its keys.
   *
   * @param tag nobody has
   * @return whether there are enough keys for one
   */
  boolean compose(UploadPolicy policy, String tag, Instant now) {
    Object[] ready = {policy.own().code(), policy.releasedUntil(now), now};
    return transactions.onConnection(
        connection -> {
          int waiting =
              Rows.read(connection, "select count(*)" + READY, row -> row.getInt(1), ready).get(0);
          int keys = policy.nextBatch(waiting);
          if (keys == 0) {
            return false;
          }
          Rows.change(connection, RECORD, tag, now, now, keys);
          Rows.change(connection, DRAW, tag, ready[0], ready[1], ready[2], keys);
          return true;
        });
  }
}
