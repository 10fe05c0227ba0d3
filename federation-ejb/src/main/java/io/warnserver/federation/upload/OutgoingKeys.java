package io.warnserver.federation.upload;

import io.warnserver.database.NativeSql;
import io.warnserver.database.Transactions;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.store.KeyMixing;
import java.time.Instant;

/**
 * The keys that wait for a batch. Every method is one transaction. They are drawn in the order of
 * their random data: neither a batch nor the table says which of them came together.
 *
 * @param transactions of the federation's role
 */
public record OutgoingKeys(Transactions transactions) {

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
          + " where state = 'waiting' and rolling_start < ?1";

  private static final String READY =
      " from federation_outgoing_key where state = 'waiting' and origin = ?1"
          + " and rolling_start + rolling_period <= ?2"
          + " and (not_before is null or not_before <= ?3)";

  private static final String DRAW =
      "update federation_outgoing_key set state = 'in_batch', batch_tag = ?4 where key_data in"
          + " (select key_data"
          + READY
          + " order by key_data limit ?5)";

  /** Moves all keys that have arrived, of many submissions at once. */
  public int takeUp() {
    return transactions.call(
        entities -> {
          KeyMixing.hold(entities);
          return NativeSql.change(entities, TAKE_UP);
        });
  }

  /** Deletes what is older than retention, wherever it is, and what is left of its batches. */
  public int deleteBefore(HourNumber firstKept, Instant batchesBefore) {
    return transactions.call(
        entities -> {
          NativeSql.change(
              entities,
              "delete from federation_upload_key where submission_hour < ?1",
              firstKept.value());
          NativeSql.change(
              entities, "delete from federation_upload_batch where ended_at < ?1", batchesBefore);
          return NativeSql.change(
              entities,
              "delete from federation_outgoing_key where submission_hour < ?1",
              firstKept.value());
        });
  }

  /** Forgets keys that an operator has revoked and the gateway cannot have yet; says how many. */
  int dropRevoked() {
    return transactions.call(entities -> NativeSql.change(entities, DROP_REVOKED));
  }

  /** Sorts out keys from before the first interval that the gateway takes; says how many. */
  int dropTooOld(int firstTaken) {
    return transactions.call(entities -> NativeSql.change(entities, DROP_TOO_OLD, firstTaken));
  }

  /**
   * Records the next batch with its keys.
   *
   * @param tag nobody has
   * @return whether there are enough keys for one
   */
  boolean compose(UploadPolicy policy, String tag, Instant now) {
    String own = policy.own().code();
    int until = policy.releasedUntil(now);
    return transactions.call(
        entities -> {
          Number waiting = NativeSql.number(entities, "select count(*)" + READY, own, until, now);
          int keys = policy.nextBatch(waiting.intValue());
          if (keys == 0) {
            return false;
          }
          entities.persist(new OutgoingBatch(tag, keys, now));
          NativeSql.change(entities, DRAW, own, until, now, tag, keys);
          return true;
        });
  }
}
