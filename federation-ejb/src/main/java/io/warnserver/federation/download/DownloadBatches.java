package io.warnserver.federation.download;

import io.warnserver.database.Rows;
import io.warnserver.database.Transactions;
import io.warnserver.federation.gateway.DownloadTag;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.store.FederatedKeys;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the gateway's batches, and how far their chain was followed. Every method is one
 * transaction.
 */
final class DownloadBatches {

  private static final Duration REMEMBERED = Duration.ofDays(31);

  private static final String RECEIVED =
      "insert into federation_download_batch (batch_tag, batch_date, state, received_at,"
          + " next_attempt_at, keys) values (?, ?, 'received', ?, ?, ?)";

  private static final String MOVE =
      "update federation_download_position set last_tag = ?, next_tag = ?";

  private static final String DUE =
      "select batch_tag from federation_download_batch where next_attempt_at <= ?"
          + " order by batch_date, received_at, batch_tag";

  private static final String RETRY =
      "update federation_download_batch set attempts = attempts + 1 where batch_tag = ?"
          + " returning attempts";

  private static final String FAILED =
      "update federation_download_batch set state = ?, next_attempt_at = ?, ended_at = ?,"
          + " reason = ? where batch_tag = ?";

  private static final String STORED =
      "update federation_download_batch set state = ?, next_attempt_at = ?, ended_at = ?,"
          + " reason = ?, keys = ?, stored_keys = stored_keys + ? where batch_tag = ?";

  private static final String COUNTRIES =
      "select country, finding, relaxed, keys, accepted_keys from federation_download_country"
          + " where batch_tag = ?";

  private static final String REFUSED =
      "select country, rule, keys from federation_refused_keys where batch_tag = ?";

  private final Transactions transactions;

  DownloadBatches(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * How far the chain was followed.
   *
   * @param last batch that was fetched
   * @param next that the gateway named
   * @param followed when it was last followed to its end
   */
  record Position(
      Optional<DownloadTag> last, Optional<DownloadTag> next, Optional<Instant> followed) {}

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
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  Position position() {
    return transactions.call(
        connection ->
            Rows.read(
                    connection,
                    "select last_tag, next_tag, followed_at from federation_download_position",
                    row ->
                        new Position(
                            Optional.ofNullable(row.getString(1)).flatMap(DownloadTag::of),
                            Optional.ofNullable(row.getString(2)).flatMap(DownloadTag::of),
                            Optional.ofNullable(row.getObject(3, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .get(0));
  }

  /** The chain was followed to its end: every batch that there was by then is known here. */
  void followed(Instant now) {
    transactions.call(
        connection ->
            Rows.change(
                connection, "update federation_download_position set followed_at = ?", now));
  }

  /** Whether a batch was received before, whatever became of it. */
  boolean isKnown(DownloadTag tag) {
    return transactions.call(
        connection ->
            !Rows.read(
                    connection,
                    "select 1 from federation_download_batch where batch_tag = ?",
                    row -> 1,
                    tag.toString())
                .isEmpty());
  }

  /** A batch that was received before is the last one now. */
  void moveTo(DownloadTag tag, Optional<DownloadTag> next) {
    transactions.call(connection -> move(connection, tag, next));
  }

  /** A new batch has come. Until it is dealt with it counts as one to be tried again. */
  void received(DownloadTag tag, Optional<DownloadTag> next, int keys, Instant now) {
    transactions.call(
        connection -> {
          record(connection, tag, keys, now);
          return move(connection, tag, next);
        });
  }

  /** A batch that the gateway names could not be fetched, while others can. */
  void missing(DownloadTag tag, Instant now) {
    transactions.call(connection -> record(connection, tag, 0, now));
  }

  private static int record(Connection connection, DownloadTag tag, int keys, Instant now)
      throws SQLException {
    return Rows.change(connection, RECEIVED, tag.toString(), tag.date(), now, now, keys);
  }

  private static int move(Connection connection, DownloadTag tag, Optional<DownloadTag> next)
      throws SQLException {
    return Rows.change(
        connection, MOVE, tag.toString(), next.map(DownloadTag::toString).orElse(null));
  }

  /** The batches that are to be tried again now, the oldest first. */
  List<DownloadTag> due(Instant now) {
    return transactions.call(
        connection ->
            Rows.read(connection, DUE, row -> DownloadTag.of(row.getString(1)).orElseThrow(), now));
  }

  /**
   * A batch is tried again.
   *
   * @return how often it was tried, this time included
   */
  int retry(DownloadTag tag) {
    return transactions.call(
        connection -> Rows.read(connection, RETRY, row -> row.getInt(1), tag.toString()).get(0));
  }

  /**
   * A batch could not be dealt with.
   *
   * @param next when it is tried again; empty: never
   */
  void failed(DownloadTag tag, Optional<Instant> next, String reason, Instant now) {
    End end = next.isPresent() ? End.FAILED_RETRY : End.FAILED_GIVEN_UP;
    transactions.call(
        connection ->
            Rows.change(
                connection,
                FAILED,
                end.state(),
                next.map(time -> time.atOffset(java.time.ZoneOffset.UTC)).orElse(null),
                next.isPresent() ? null : now.atOffset(java.time.ZoneOffset.UTC),
                reason,
                tag.toString()));
  }

  /** The audit was done; nothing is stored yet. */
  void verified(DownloadTag tag, Instant now) {
    transactions.call(
        connection ->
            Rows.change(
                connection,
                "update federation_download_batch set state = 'verified', verified_at = ?"
                    + " where batch_tag = ?",
                now,
                tag.toString()));
  }

  /** What earlier attempts have reported of a batch. */
  BatchReport reported(DownloadTag tag) {
    return transactions.call(
        connection -> {
          BatchReport report = new BatchReport();
          Rows.read(connection, COUNTRIES, row -> reportedCountry(row, report), tag.toString());
          Rows.read(connection, REFUSED, row -> reportedRule(row, report), tag.toString());
          return report;
        });
  }

  private static BatchReport reportedCountry(ResultSet row, BatchReport report)
      throws SQLException {
    report.found(
        new BatchReport.CountryFinding(row.getString(1), row.getString(2), row.getBoolean(3)),
        row.getInt(4),
        row.getInt(5));
    return report;
  }

  private static BatchReport reportedRule(ResultSet row, BatchReport report) throws SQLException {
    report.refuse(row.getString(1), row.getString(2), row.getInt(3));
    return report;
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
        connection -> {
          int stored =
              FederatedKeys.insert(connection, report.accepted(), HourNumber.containing(now));
          reportCountries(connection, tag, report);
          Rows.change(
              connection,
              STORED,
              end.state(),
              next.map(time -> time.atOffset(java.time.ZoneOffset.UTC)).orElse(null),
              next.isPresent() ? null : now.atOffset(java.time.ZoneOffset.UTC),
              reason.isEmpty() ? null : reason,
              keys,
              stored,
              tag.toString());
          return stored;
        });
  }

  private static void reportCountries(Connection connection, DownloadTag tag, BatchReport report)
      throws SQLException {
    Rows.change(
        connection, "delete from federation_download_country where batch_tag = ?", tag.toString());
    Rows.change(
        connection, "delete from federation_refused_keys where batch_tag = ?", tag.toString());
    for (Map.Entry<BatchReport.CountryFinding, BatchReport.Counts> one :
        report.findings().entrySet()) {
      Rows.change(
          connection,
          "insert into federation_download_country values (?, ?, ?, ?, ?, ?)",
          tag.toString(),
          one.getKey().country(),
          one.getKey().finding(),
          one.getKey().relaxed(),
          one.getValue().keys(),
          one.getValue().accepted());
    }
    for (Map.Entry<BatchReport.CountryRule, Integer> one : report.refused().entrySet()) {
      Rows.change(
          connection,
          "insert into federation_refused_keys values (?, ?, ?, ?)",
          tag.toString(),
          one.getKey().country(),
          one.getKey().rule(),
          one.getValue());
    }
  }

  /** Forgets what ended long ago. */
  void forget(Instant now) {
    transactions.call(
        connection ->
            Rows.change(
                connection,
                "delete from federation_download_batch where ended_at < ?",
                now.minus(REMEMBERED)));
  }
}
