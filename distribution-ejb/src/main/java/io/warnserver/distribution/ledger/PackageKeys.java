package io.warnserver.distribution.ledger;

import io.warnserver.database.StorageException;
import io.warnserver.database.Transactions;
import io.warnserver.keys.KeyData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Streams the keys of packages out of the database; several packages in one transaction. */
public final class PackageKeys {

  /**
   * The database puts neighbours into one value: a row for every key would cost more than all else
   * that is done with it. Up to 256 rows, in the order of the key data.
   */
  private static final String KEYS =
      "select string_agg(key_data || int4send(rolling_start) || int2send(rolling_period)"
          + " || int2send(transmission_risk_level), ''::bytea order by key_data) from publication"
          + " where tree = ? and package_hour between ? and ?"
          + " group by get_byte(key_data, 0) order by get_byte(key_data, 0)";

  /** Key data, rolling start, rolling period and risk level. */
  private static final int KEY_BYTES = KeyData.LENGTH + 8;

  /** What is fetched at once: memory does not depend on how many keys a package has. */
  private static final int FETCH_BYTES = 128 * 1024;

  private static final int ROWS = 256;

  private final PreparedStatement statement;

  private PackageKeys(PreparedStatement statement) {
    this.statement = statement;
  }

  /** What is done with each key of a package. */
  @FunctionalInterface
  public interface KeySink {
    /** Takes the next key. */
    void accept(ExportedKey key) throws IOException;
  }

  /** What is done with the keys of packages. */
  @FunctionalInterface
  public interface Work {
    /** Reads packages and writes them. */
    void with(PackageKeys keys) throws IOException;
  }

  /**
   * Does work in one transaction.
   *
   * @throws IOException if the work throws it
   */
  public static void read(Transactions transactions, Work work) throws IOException {
    try {
      transactions.onConnection(
          connection -> {
            try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
              work.with(new PackageKeys(statement));
              return null;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Streams the keys of a package in the order of their data.
   *
   * @return how many there were
   */
  public int read(Packages.Entry entry, KeySink sink) throws IOException {
    PackageWindow window = entry.window();
    try {
      statement.setFetchSize(rowsAtOnce(entry.keys()));
      statement.setString(1, window.tree());
      statement.setInt(2, window.firstHour().value());
      statement.setInt(3, window.firstHour().value() + window.hours() - 1);
      int count = 0;
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          count += pass(ByteBuffer.wrap(row.getBytes(1)), sink);
        }
      }
      return count;
    } catch (SQLException e) {
      throw new StorageException("the keys of a package could not be read", e);
    }
  }

  /** Key data is random: rows are about equally long. */
  static int rowsAtOnce(int keys) {
    int rowBytes = Math.max(1, keys / ROWS) * KEY_BYTES;
    return Math.max(1, Math.min(ROWS, FETCH_BYTES / rowBytes));
  }

  private static int pass(ByteBuffer neighbours, KeySink sink) throws IOException {
    int count = 0;
    for (; neighbours.hasRemaining(); count++) {
      byte[] keyData = new byte[KeyData.LENGTH];
      neighbours.get(keyData);
      sink.accept(
          new ExportedKey(
              keyData, neighbours.getInt(), neighbours.getShort(), neighbours.getShort()));
    }
    return count;
  }
}
