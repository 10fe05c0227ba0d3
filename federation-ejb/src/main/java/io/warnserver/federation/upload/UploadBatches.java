package io.warnserver.federation.upload;

import com.google.protobuf.ByteString;
import io.warnserver.database.Rows;
import io.warnserver.database.Transactions;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The batches that the gateway is to get, with what is known of each. Every method is one
 * transaction.
 */
final class UploadBatches {

  private static final String OPEN =
      "select batch_tag from federation_upload_batch where (state = 'sent' or state = 'recorded'"
          + " and refusals = 0) and next_attempt_at <= ? order by recorded_at, batch_tag";

  /** In turn: they can be many, and a run tries few. */
  private static final String REFUSED =
      "select batch_tag from federation_upload_batch where state = 'recorded' and refusals > 0"
          + " and next_attempt_at <= ? order by next_attempt_at, recorded_at, batch_tag";

  private static final String KEYS =
      "select key_data, rolling_start, rolling_period, transmission_risk_level, days_since_onset,"
          + " report_type, origin, visited_countries from federation_outgoing_key"
          + " where batch_tag = ? and state = 'in_batch' order by key_data";

  private static final String SENT =
      "with before as (select batch_tag, state from federation_upload_batch where batch_tag = ?"
          + " for update) update federation_upload_batch b set state = 'sent', sent_at = ?,"
          + " attempts = attempts + 1 from before where b.batch_tag = before.batch_tag"
          + " returning before.state, b.attempts, b.refusals";

  private static final String NOT_STORED =
      "update federation_upload_batch set state = ?, refusals = refusals + ?, next_attempt_at = ?,"
          + " reason = ? where batch_tag = ?";

  private static final String END =
      "update federation_upload_batch set state = ?, ended_at = ?, reason = ?, keys = ?"
          + " where batch_tag = ?";

  private static final String KEYS_UPLOADED =
      "update federation_outgoing_key set state = 'uploaded'"
          + " where batch_tag = ? and state = 'in_batch'";

  private static final String GIVE_BACK =
      "update federation_outgoing_key set state = 'waiting', batch_tag = null"
          + " where batch_tag = ? and state = 'in_batch'";

  private static final String DROP_TOO_OLD =
      "update federation_outgoing_key set state = 'too_old', batch_tag = null"
          + " where batch_tag = ? and state = 'in_batch' and rolling_start < ?";

  private static final String SET_ASIDE =
      "update federation_outgoing_key set failures = failures + 1, batch_tag = null, reason = ?,"
          + " state = case when failures + 1 >= ? then 'given_up' else 'waiting' end,"
          + " not_before = ? where key_data = any (?)";

  private static final String RECORD =
      "insert into federation_upload_batch (batch_tag, state, recorded_at, next_attempt_at, keys)"
          + " select ?, 'recorded', ?, ?, count(*) from federation_outgoing_key where batch_tag = ?";

  private static final String MOVE =
      "update federation_outgoing_key set batch_tag = ? where key_data in"
          + " (select key_data from federation_outgoing_key where batch_tag = ?"
          + " and state = 'in_batch' order by key_data limit ?)";

  private final Transactions transactions;

  UploadBatches(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * What was known of a batch before it was sent now.
   *
   * @param mayBeStored it was sent before, and nobody knows what became of that
   * @param attempts all, the one of now included
   * @param refusals by the gateway, in a row
   */
  record Before(boolean mayBeStored, int attempts, int refusals) {

    /** Attempts that ended without a word about the batch, the one of now included. */
    int failures() {
      return attempts - refusals;
    }
  }

  /** The tags of batches that are to be sent now and were not refused, the oldest first. */
  List<String> open(Instant now) {
    return tags(OPEN, now);
  }

  /** The tags of batches that were refused and are to be tried again now. */
  List<String> refused(Instant now) {
    return tags(REFUSED, now);
  }

  private List<String> tags(String query, Instant now) {
    return transactions.onConnection(
        connection -> Rows.read(connection, query, row -> row.getString(1), now));
  }

  /** Whether a batch may be stored already. */
  boolean mayBeStored(String tag) {
    return transactions.onConnection(
        connection ->
            Rows.read(
                    connection,
                    "select state = 'sent' from federation_upload_batch where batch_tag = ?",
                    row -> row.getBoolean(1),
                    tag)
                .get(0));
  }

  /** A batch's keys as they go over the wire, in upload order. */
  List<DiagnosisKey> keys(String tag) {
    return transactions.onConnection(
        connection -> Rows.read(connection, KEYS, UploadBatches::wireKey, tag));
  }

  /** Records that a batch is going to be sent. */
  Before sending(String tag, Instant now) {
    return transactions.onConnection(
        connection ->
            Rows.read(
                    connection,
                    SENT,
                    row ->
                        new Before(row.getString(1).equals("sent"), row.getInt(2), row.getInt(3)),
                    tag,
                    now)
                .get(0));
  }

  /** The gateway has the whole batch. */
  void uploaded(String tag, int keys, Instant now) {
    transactions.onConnection(
        connection -> {
          Rows.change(connection, KEYS_UPLOADED, tag);
          return Rows.change(connection, END, "uploaded", now, null, keys, tag);
        });
  }

  /**
   * The attempt stored nothing, or nobody knows.
   *
   * @param mayBeStored by this attempt or an earlier one
   */
  void notStored(String tag, boolean mayBeStored, Instant next, String reason) {
    again(tag, mayBeStored, 0, next, reason);
  }

  /**
   * The gateway refused it.
   *
   * @param mayBeStored by an earlier attempt
   */
  void refused(String tag, boolean mayBeStored, Instant next, String reason) {
    again(tag, mayBeStored, 1, next, reason);
  }

  private void again(String tag, boolean mayBeStored, int refusals, Instant next, String reason) {
    String state = mayBeStored ? "sent" : "recorded";
    transactions.onConnection(
        connection -> Rows.change(connection, NOT_STORED, state, refusals, next, reason, tag));
  }

  /**
   * The gateway has some of the keys, could not store others, and would store the rest, which stay
   * in the batch.
   *
   * @param known it has
   * @param failed it could not store
   * @param policy what becomes of those
   * @return how many of those are given up
   */
  int mixed(String tag, List<byte[]> known, List<byte[]> failed, UploadPolicy policy, Instant now) {
    return transactions.onConnection(
        connection -> {
          if (!known.isEmpty()) {
            Rows.change(
                connection,
                "update federation_outgoing_key set state = 'uploaded' where key_data = any (?)",
                known);
          }
          Rows.change(
              connection,
              "update federation_upload_batch set state = 'recorded', refusals = 0"
                  + " where batch_tag = ?",
              tag);
          return setAside(connection, failed, policy, now);
        });
  }

  /** Its pause grows with its failures; those of one batch have the same or a longer one. */
  private static int setAside(
      Connection connection, List<byte[]> failed, UploadPolicy policy, Instant now)
      throws SQLException {
    int givenUp = 0;
    for (byte[] key : failed) {
      int failures =
          Rows.read(
                  connection,
                  "select failures + 1 from federation_outgoing_key where key_data = ?",
                  row -> row.getInt(1),
                  (Object) key)
              .get(0);
      givenUp += failures >= policy.retry().maxAttempts() ? 1 : 0;
      Rows.change(
          connection,
          SET_ASIDE,
          "the gateway could not store it",
          policy.retry().maxAttempts(),
          policy.retry().next(now, failures),
          List.of(key));
    }
    return givenUp;
  }

  /**
   * Sorts out the keys of a batch that the gateway would refuse.
   *
   * @return how many
   */
  int dropTooOld(String tag, int firstTaken) {
    return transactions.onConnection(
        connection -> Rows.change(connection, DROP_TOO_OLD, tag, firstTaken));
  }

  /** The batch is no more; its keys, if it has any, wait for another one. */
  void dissolve(String tag, String reason, Instant now) {
    transactions.onConnection(
        connection -> {
          Rows.change(connection, GIVE_BACK, tag);
          return Rows.change(connection, END, "dissolved", now, reason, 0, tag);
        });
  }

  /** The batch's keys go to new batches, as many keys to each. */
  void divide(String tag, List<String> into, String reason, Instant now) {
    transactions.onConnection(
        connection -> {
          int keys = keysIn(connection, tag);
          for (int i = 0; i < into.size(); i++) {
            int share = (keys + into.size() - 1 - i) / into.size();
            Rows.change(connection, MOVE, into.get(i), tag, share);
            Rows.change(connection, RECORD, into.get(i), now, now, into.get(i));
          }
          return Rows.change(connection, END, "dissolved", now, reason, 0, tag);
        });
  }

  private static int keysIn(Connection connection, String tag) throws SQLException {
    return Rows.read(
            connection,
            "select count(*) from federation_outgoing_key where batch_tag = ? and state = 'in_batch'",
            row -> row.getInt(1),
            tag)
        .get(0);
  }

  private static DiagnosisKey wireKey(ResultSet row) throws SQLException {
    String origin = row.getString(7);
    DiagnosisKey.Builder key =
        DiagnosisKey.newBuilder()
            .setKeyData(ByteString.copyFrom(row.getBytes(1)))
            .setRollingStartIntervalNumber(row.getInt(2))
            .setRollingPeriod(row.getInt(3))
            .setTransmissionRiskLevel(row.getInt(4))
            .setDaysSinceOnsetOfSymptoms(row.getInt(5))
            .setReportTypeValue(row.getInt(6))
            .setOrigin(origin);
    // The origin says that it was used there; it is no visit.
    Arrays.stream(row.getString(8).split(","))
        .filter(country -> !country.isEmpty() && !country.equals(origin))
        .forEach(key::addVisitedCountries);
    return key.build();
  }
}
