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
import java.util.Comparator;
import java.util.PriorityQueue;

/** Streams the keys of packages out of the database; several packages in one transaction. */
public final class PackageKeys {

  /** Parts of up to 2048 keys, in the order of the first key of each. */
  private static final String PARTS =
      "select part from package_keys, generate_series(1, octet_length(entries), 2048 * 24) as place,"
          + " substring(entries from place for 2048 * 24) as part"
          + " where tree = ? and package_hour between ? and ? order by part";

  /** What is fetched at once, 96 kB at most: memory does not depend on how many keys there are. */
  private static final int PARTS_AT_ONCE = 2;

  private static final Comparator<ByteBuffer> BY_NEXT_KEY =
      (one, other) -> {
        int high =
            Long.compareUnsigned(one.getLong(one.position()), other.getLong(other.position()));
        return high != 0
            ? high
            : Long.compareUnsigned(
                one.getLong(one.position() + Long.BYTES),
                other.getLong(other.position() + Long.BYTES));
      };

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
            try (PreparedStatement statement = connection.prepareStatement(PARTS)) {
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
  public int read(PackageWindow window, KeySink sink) throws IOException {
    try {
      statement.setFetchSize(PARTS_AT_ONCE);
      statement.setString(1, window.tree());
      statement.setInt(2, window.firstHour().value());
      statement.setInt(3, window.firstHour().value() + window.hours() - 1);
      try (ResultSet row = statement.executeQuery()) {
        return merge(row, sink);
      }
    } catch (SQLException e) {
      throw new StorageException("the keys of a package could not be read", e);
    }
  }

  /** Of each hour at most one part is open at a time: the parts of an hour follow each other. */
  private static int merge(ResultSet row, KeySink sink) throws SQLException, IOException {
    PriorityQueue<ByteBuffer> open = new PriorityQueue<>(BY_NEXT_KEY);
    int count = 0;
    boolean more = row.next();
    while (more || !open.isEmpty()) {
      ByteBuffer next = more ? ByteBuffer.wrap(row.getBytes(1)) : null;
      while (!open.isEmpty() && (next == null || BY_NEXT_KEY.compare(open.peek(), next) < 0)) {
        ByteBuffer part = open.remove();
        pass(part, sink);
        count++;
        if (part.hasRemaining()) {
          open.add(part);
        }
      }
      if (more) {
        open.add(next);
        more = row.next();
      }
    }
    return count;
  }

  private static void pass(ByteBuffer entries, KeySink sink) throws IOException {
    byte[] keyData = new byte[KeyData.LENGTH];
    entries.get(keyData);
    sink.accept(new ExportedKey(keyData, entries.getInt(), entries.getShort(), entries.getShort()));
  }
}
