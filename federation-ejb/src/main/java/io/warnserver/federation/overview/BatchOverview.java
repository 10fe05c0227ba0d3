package io.warnserver.federation.overview;

import io.warnserver.database.Rows;
import io.warnserver.database.Transactions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the latest batches of both directions, the newest first. */
public final class BatchOverview {

  private static final int MAX = 200;

  private final Transactions transactions;

  /**
   * @param transactions of the federation's role
   */
  public BatchOverview(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The latest 200 for the gateway. */
  public List<UploadBatch> uploads() {
    return transactions.call(
        connection ->
            Rows.read(
                connection,
                "select batch_tag, state, recorded_at, ended_at, attempts, keys, reason"
                    + " from federation_upload_batch order by recorded_at desc, batch_tag limit ?",
                row ->
                    new UploadBatch(
                        row.getString(1),
                        row.getString(2),
                        time(row, 3).orElseThrow(),
                        time(row, 4),
                        row.getInt(5),
                        row.getInt(6),
                        Optional.ofNullable(row.getString(7))),
                MAX));
  }

  /** The latest 200 from the gateway. */
  public List<DownloadedBatch> downloads() {
    return transactions.call(
        connection -> {
          List<DownloadedBatch> batches = new ArrayList<>();
          for (DownloadedBatch batch :
              Rows.read(
                  connection,
                  "select batch_tag, state, received_at, ended_at, next_attempt_at, attempts, keys,"
                      + " stored_keys, reason from federation_download_batch"
                      + " order by received_at desc, batch_tag desc limit ?",
                  BatchOverview::downloaded,
                  MAX)) {
            batches.add(withCountries(connection, batch));
          }
          return batches;
        });
  }

  private static DownloadedBatch downloaded(ResultSet row) throws SQLException {
    return new DownloadedBatch(
        row.getString(1),
        row.getString(2),
        time(row, 3).orElseThrow(),
        time(row, 4),
        time(row, 5),
        row.getInt(6),
        row.getInt(7),
        row.getInt(8),
        Optional.ofNullable(row.getString(9)),
        List.of(),
        List.of());
  }

  private static DownloadedBatch withCountries(Connection connection, DownloadedBatch batch)
      throws SQLException {
    return new DownloadedBatch(
        batch.batchTag(),
        batch.state(),
        batch.receivedAt(),
        batch.endedAt(),
        batch.nextAttemptAt(),
        batch.attempts(),
        batch.keys(),
        batch.storedKeys(),
        batch.reason(),
        Rows.read(
            connection,
            "select country, finding, relaxed, keys, accepted_keys from federation_download_country"
                + " where batch_tag = ? order by country, finding",
            row ->
                new DownloadedBatch.CountryFinding(
                    row.getString(1),
                    row.getString(2),
                    row.getBoolean(3),
                    row.getInt(4),
                    row.getInt(5)),
            batch.batchTag()),
        Rows.read(
            connection,
            "select country, rule, keys from federation_refused_keys where batch_tag = ?"
                + " order by country, rule",
            row -> new DownloadedBatch.Refused(row.getString(1), row.getString(2), row.getInt(3)),
            batch.batchTag()));
  }

  private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
