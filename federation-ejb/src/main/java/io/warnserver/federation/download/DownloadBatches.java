package io.warnserver.federation.download;

import io.warnserver.database.NativeSql;
import io.warnserver.database.Transactions;
import io.warnserver.federation.gateway.DownloadTag;
import io.warnserver.federation.overview.DownloadedBatch;
import io.warnserver.federation.overview.DownloadedBatch.CountryFinding;
import io.warnserver.federation.overview.DownloadedBatch.Refused;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.store.FederatedKeys;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is known of the gateway's batches, and how far their chain was followed. Every method is one
 * transaction.
 *
 * @param transactions of the federation's role, under the lease where a run makes them
 */
record DownloadBatches(Transactions transactions) {

  private static final Duration REMEMBERED = Duration.ofDays(31);

  private static final int SHOWN = 200;

  /** Numbers of a day are no text: 13 comes after 9. */
  private static final Comparator<DownloadedBatch> NEWEST_FIRST =
      Comparator.comparing(
          (DownloadedBatch batch) -> DownloadTag.of(batch.batchTag()).orElseThrow(),
          Comparator.reverseOrder());

  /** Columns, not embeddables: a provider may take those for entities, and fail. */
  private static final String COUNTRIES =
      "select b.tag, c.country, c.finding, c.relaxed, c.keys, c.accepted"
          + " from DownloadBatch b join b.countries c where b.tag in :tags"
          + " order by c.country, c.finding";

  private static final String REFUSED =
      "select b.tag, r.country, r.rule, r.keys"
          + " from DownloadBatch b join b.refused r where b.tag in :tags"
          + " order by r.country, r.rule";

  /** What becomes of a batch. */
  enum End {
    /** Every key was used or refused by a rule. */
    STORED,
    /** Some countries' keys failed the audit. */
    STORED_WITH_ERRORS,
    /** Something could not be had; to be tried again. */
    FAILED_RETRY,
    /** It is not tried again. */
    FAILED_GIVEN_UP;

    String state() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How far the chain was followed. */
  DownloadPosition position() {
    return transactions.call(DownloadPosition::of);
  }

  /** The chain was followed to its end: every batch that there was by then is known here. */
  void followed(Instant now) {
    transactions.run(entities -> DownloadPosition.of(entities).followedAt(now));
  }

  /** Whether a batch was received before, whatever became of it. */
  boolean isKnown(DownloadTag tag) {
    return of(tag, Objects::nonNull);
  }

  /** A batch that was received before is the last one now. */
  void moveTo(DownloadTag tag, Optional<DownloadTag> next) {
    transactions.run(entities -> DownloadPosition.of(entities).moveTo(tag, next));
  }

  /** A new batch has come. Until it is dealt with it counts as one to be tried again. */
  void received(DownloadTag tag, Optional<DownloadTag> next, int keys, Instant now) {
    transactions.run(
        entities -> {
          entities.persist(new DownloadBatch(tag, keys, now));
          DownloadPosition.of(entities).moveTo(tag, next);
        });
  }

  /** A batch that the gateway names could not be fetched, while others can. */
  void missing(DownloadTag tag, Instant now) {
    transactions.run(entities -> entities.persist(new DownloadBatch(tag, 0, now)));
  }

  /** When the latest batch came first; empty if none has. */
  Optional<Instant> lastReceived() {
    return transactions.call(
        entities ->
            Optional.ofNullable(
                    entities
                        .createQuery(
                            "select max(b.received) from DownloadBatch b", OffsetDateTime.class)
                        .getSingleResult())
                .map(OffsetDateTime::toInstant));
  }

  /** The batches that are to be tried again now, the oldest first. */
  List<DownloadTag> due(Instant now) {
    return transactions.call(
        entities ->
            entities
                .createQuery(
                    "select b.tag from DownloadBatch b where b.nextAttempt <= :now", String.class)
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .getResultList()
                .stream()
                .map(tag -> DownloadTag.of(tag).orElseThrow())
                .sorted()
                .toList());
  }

  private static DownloadBatch batch(EntityManager entities, DownloadTag tag) {
    return entities.find(DownloadBatch.class, tag.toString());
  }

  /** What a batch does or says. */
  <T> T of(DownloadTag tag, Function<DownloadBatch, T> what) {
    return transactions.call(entities -> what.apply(batch(entities, tag)));
  }

  void change(DownloadTag tag, Consumer<DownloadBatch> how) {
    transactions.run(entities -> how.accept(batch(entities, tag)));
  }

  /**
   * Has a batch that has ended fetched again.
   *
   * @return whether it had ended; empty if there is no such batch
   */
  Optional<Boolean> putBack(DownloadTag tag, String operator, String why, Instant now) {
    return transactions.call(
        entities ->
            Optional.ofNullable(batch(entities, tag))
                .map(batch -> batch.putBack(operator, why, now)));
  }

  /**
   * Stores the keys that were accepted, and what became of all.
   *
   * @param keys in the batch
   * @param next when the rest is tried again; empty: never
   * @return how many keys were not there yet
   */
  int store(
      DownloadTag tag,
      BatchReport report,
      int keys,
      End end,
      Optional<Instant> next,
      String reason,
      Instant now) {
    return transactions.call(
        entities -> {
          int stored =
              FederatedKeys.insert(entities, report.accepted(), HourNumber.containing(now));
          DownloadBatch batch = batch(entities, tag);
          batch.forgetReport();
          // A provider may insert rows of a collection before it deletes those that they replace.
          entities.flush();
          batch.report(report, keys, stored);
          batch.end(end, next, reason, now);
          return stored;
        });
  }

  /**
   * Records that the gateway has called about a batch (federation gateway protocol, callback); the
   * same again changes nothing. A hint says that it is worth looking now, nothing else: whether
   * there is a batch, and which, the gateway is asked.
   */
  void hint(DownloadTag tag, Instant now) {
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
  boolean isHinted() {
    return transactions.call(
        entities ->
            NativeSql.number(entities, "select count(*) from federation_callback_hint").intValue()
                > 0);
  }

  /** Somebody looks now. */
  void takeHints() {
    transactions.run(
        entities -> NativeSql.change(entities, "delete from federation_callback_hint"));
  }

  /** Forgets what ended long ago. */
  void forget(Instant now) {
    transactions.run(
        entities ->
            NativeSql.change(
                entities,
                "delete from federation_download_batch where ended_at < ?1",
                now.minus(REMEMBERED)));
  }

  /** The latest, the newest first, as operators see them: three queries, however many there are. */
  List<DownloadedBatch> latest() {
    return transactions.call(
        entities -> {
          List<DownloadBatch> latest =
              entities
                  .createQuery(
                      "select b from DownloadBatch b order by b.received desc, b.tag desc",
                      DownloadBatch.class)
                  .setMaxResults(SHOWN)
                  .getResultList();
          var countries = ofAll(entities, latest, COUNTRIES, DownloadBatches::country);
          var refused = ofAll(entities, latest, REFUSED, DownloadBatches::refused);
          return latest.stream()
              .map(batch -> batch.shown(countries, refused))
              .sorted(NEWEST_FIRST)
              .toList();
        });
  }

  /** What a query gives for each tag, which is the first column. */
  private static <T> Map<String, List<T>> ofAll(
      EntityManager entities,
      List<DownloadBatch> batches,
      String query,
      Function<Object[], T> meaning) {
    if (batches.isEmpty()) {
      return Map.of();
    }
    return entities
        .createQuery(query, Object[].class)
        .setParameter("tags", batches.stream().map(DownloadBatch::tag).toList())
        .getResultList()
        .stream()
        .collect(
            Collectors.groupingBy(
                row -> (String) row[0], Collectors.mapping(meaning, Collectors.toList())));
  }

  private static CountryFinding country(Object[] row) {
    return new CountryFinding(
        (String) row[1], (String) row[2], (Boolean) row[3], (Integer) row[4], (Integer) row[5]);
  }

  private static Refused refused(Object[] row) {
    return new Refused((String) row[1], (String) row[2], (Integer) row[3]);
  }
}
