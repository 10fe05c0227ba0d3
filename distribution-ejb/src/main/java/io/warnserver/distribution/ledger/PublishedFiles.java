package io.warnserver.distribution.ledger;

import io.warnserver.database.Transactions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which indexes and configuration files are in the object store, and with what content, so that an
 * unchanged one is not sent.
 */
public final class PublishedFiles {

  private static final String RECORD =
      "insert into published_file (path, content_md5) values (?, ?)"
          + " on conflict (path) do update set content_md5 = excluded.content_md5";

  private final Transactions transactions;

  /**
   * @param transactions of the distribution's role, under the run's lease
   */
  public PublishedFiles(Transactions transactions) {
    this.transactions = transactions;
  }

  /** All of them: hex MD5 of the content by path. */
  public Map<String, String> all() {
    return transactions.onConnection(
        connection -> {
          Map<String, String> files = new HashMap<>();
          try (PreparedStatement statement =
                  connection.prepareStatement("select path, content_md5 from published_file");
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              files.put(row.getString(1), row.getString(2));
            }
          }
          return files;
        });
  }

  /** Records that an object has been put. */
  public void record(String path, String md5) {
    transactions.onConnection(connection -> Statements.update(connection, RECORD, path, md5));
  }

  /** Records that an object has been deleted. */
  public void forget(String path) {
    transactions.onConnection(
        connection ->
            Statements.update(connection, "delete from published_file where path = ?", path));
  }
}
