package io.warnserver.federation.overview;

import io.warnserver.database.Rows;
import io.warnserver.database.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
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
    return transactions.onConnection(
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

  private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
