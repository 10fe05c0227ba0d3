package io.warnserver.federation.upload;

import com.google.protobuf.ByteString;
import io.warnserver.database.NativeSql;
import io.warnserver.database.SqlArray;
import io.warnserver.database.Transactions;
import io.warnserver.federation.gateway.RetryPolicy;
import io.warnserver.federation.overview.UploadBatch;
import io.warnserver.protocols.federation.DiagnosisKey;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The batches that the gateway is to get, with what is known of each. Every method is one
 * transaction.
 *
 * @param transactions of the federation's role, under the lease where a run makes them
 */
record UploadBatches(Transactions transactions) {

  private static final int SHOWN = 200;

  private static final String OPEN =
      "select b.tag from OutgoingBatch b where (b.state = 'sent' or b.state = 'recorded'"
          + " and b.refusals = 0) and b.nextAttempt <= :now order by b.recorded, b.tag";

  /** In turn: they can be many, and a run tries few. */
  private static final String REFUSED =
      "select b.tag from OutgoingBatch b where b.state = 'recorded' and b.refusals > 0"
          + " and b.nextAttempt <= :now order by b.nextAttempt, b.recorded, b.tag";

  private static final String IN_BATCH = " where batch_tag = ?1 and state = 'in_batch'";

  private static final String KEYS =
      "select key_data, rolling_start, rolling_period, transmission_risk_level, days_since_onset,"
          + " report_type, origin, visited_countries from federation_outgoing_key"
          + IN_BATCH
          + " order by key_data";

  private static final String KEYS_UPLOADED =
      "update federation_outgoing_key set state = 'uploaded'" + IN_BATCH;

  private static final String GIVE_BACK =
      "update federation_outgoing_key set state = 'waiting', batch_tag = null" + IN_BATCH;

  private static final String DROP_TOO_OLD =
      "update federation_outgoing_key set state = 'too_old', batch_tag = null"
          + IN_BATCH
          + " and rolling_start < ?2";

  private static final String KNOWN =
      "update federation_outgoing_key set state = 'uploaded' where key_data in"
          + " (select decode(hex, 'hex') from unnest(cast(?1 as text[])) as known (hex))";

  private static final String FAILURES =
      "select failures from federation_outgoing_key where key_data = decode(?1, 'hex')";

  private static final String SET_ASIDE =
      "update federation_outgoing_key set failures = failures + 1, batch_tag = null,"
          + " reason = 'the gateway could not store it', state = ?1, not_before = ?2"
          + " where key_data = decode(?3, 'hex')";

  private static final String MOVE =
      "update federation_outgoing_key set batch_tag = ?1 where key_data in"
          + " (select key_data from federation_outgoing_key where batch_tag = ?2"
          + " and state = 'in_batch' order by key_data limit ?3)";

  /** The tags of batches that are to be sent now and were not refused, the oldest first. */
  List<String> open(Instant now) {
    return tags(OPEN, now);
  }

  /** The tags of batches that were refused and are to be tried again now. */
  List<String> refused(Instant now) {
    return tags(REFUSED, now);
  }

  private List<String> tags(String query, Instant now) {
    return transactions.call(
        entities ->
            entities
                .createQuery(query, String.class)
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .getResultList());
  }

  private static OutgoingBatch batch(EntityManager entities, String tag) {
    return entities.find(OutgoingBatch.class, tag);
  }

  /** What a batch does or says. */
  <T> T of(String tag, Function<OutgoingBatch, T> what) {
    return transactions.call(entities -> what.apply(batch(entities, tag)));
  }

  void change(String tag, Consumer<OutgoingBatch> how) {
    transactions.run(entities -> how.accept(batch(entities, tag)));
  }

  /** A batch's keys as they go over the wire, in upload order. */
  List<DiagnosisKey> keys(String tag) {
    return transactions.call(
        entities -> NativeSql.rows(entities, KEYS, tag).map(UploadBatches::wireKey).toList());
  }

  /** The gateway has the whole batch. */
  void uploaded(String tag, int keys, Instant now) {
    transactions.run(
        entities -> {
          NativeSql.change(entities, KEYS_UPLOADED, tag);
          batch(entities, tag).upload(keys, now);
        });
  }

  /**
   * The gateway has some of the keys, could not store others, and would store the rest, which stay
   * in the batch.
   *
   * @param known it has
   * @param failed it could not store
   * @param retry of those
   * @return how many of those are given up
   */
  int mixed(
      String tag,
      List<DiagnosisKey> known,
      List<DiagnosisKey> failed,
      RetryPolicy retry,
      Instant now) {
    return transactions.call(
        entities -> {
          NativeSql.change(entities, KNOWN, SqlArray.of(known, UploadBatches::hexOf));
          batch(entities, tag).change();
          int givenUp = 0;
          for (DiagnosisKey key : failed) {
            givenUp += setAside(entities, hexOf(key), retry, now) ? 1 : 0;
          }
          return givenUp;
        });
  }

  private static String hexOf(DiagnosisKey key) {
    return HexFormat.of().formatHex(key.getKeyData().toByteArray());
  }

  /** Its pause grows with its failures; says whether it is given up. */
  private static boolean setAside(
      EntityManager entities, String key, RetryPolicy retry, Instant now) {
    int failures = NativeSql.number(entities, FAILURES, key).intValue() + 1;
    boolean givenUp = failures >= retry.maxAttempts();
    NativeSql.change(
        entities, SET_ASIDE, givenUp ? "given_up" : "waiting", retry.next(now, failures), key);
    return givenUp;
  }

  /** The same for the keys of a batch as {@link OutgoingKeys#dropTooOld} for those that wait. */
  int dropTooOld(String tag, int firstTaken) {
    return transactions.call(entities -> NativeSql.change(entities, DROP_TOO_OLD, tag, firstTaken));
  }

  /** The batch is no more; its keys, if it has any, wait for another one. */
  void dissolve(String tag, String reason, Instant now) {
    transactions.run(
        entities -> {
          NativeSql.change(entities, GIVE_BACK, tag);
          batch(entities, tag).dissolve(reason, now);
        });
  }

  /** The batch's keys, so many, go to new batches, as many to each. */
  void divide(String tag, int keys, List<String> into, String reason, Instant now) {
    transactions.run(
        entities -> {
          for (int i = 0; i < into.size(); i++) {
            int share = (keys + into.size() - 1 - i) / into.size();
            int moved = NativeSql.change(entities, MOVE, into.get(i), tag, share);
            entities.persist(new OutgoingBatch(into.get(i), moved, now));
          }
          batch(entities, tag).dissolve(reason, now);
        });
  }

  private static DiagnosisKey wireKey(Object[] row) {
    String origin = (String) row[6];
    DiagnosisKey.Builder key =
        DiagnosisKey.newBuilder()
            .setKeyData(ByteString.copyFrom((byte[]) row[0]))
            .setRollingStartIntervalNumber(number(row[1]))
            .setRollingPeriod(number(row[2]))
            .setTransmissionRiskLevel(number(row[3]))
            .setDaysSinceOnsetOfSymptoms(number(row[4]))
            .setReportTypeValue(number(row[5]))
            .setOrigin(origin);
    // The origin says that it was used there; it is no visit.
    Arrays.stream(((String) row[7]).split(","))
        .filter(country -> !country.isEmpty() && !country.equals(origin))
        .forEach(key::addVisitedCountries);
    return key.build();
  }

  private static int number(Object column) {
    return ((Number) column).intValue();
  }

  /** The latest, the newest first, as operators see them. */
  List<UploadBatch> latest() {
    return transactions.call(
        entities ->
            entities
                .createQuery(
                    "select b from OutgoingBatch b order by b.recorded desc, b.tag",
                    OutgoingBatch.class)
                .setMaxResults(SHOWN)
                .getResultList()
                .stream()
                .map(OutgoingBatch::shown)
                .toList());
  }
}
