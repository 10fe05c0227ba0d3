package io.warnserver.distribution.ledger;

import io.warnserver.database.NativeSql;
import io.warnserver.database.Transactions;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.KeyData;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Streams the keys of packages out of the database; several packages in one transaction. */
public final class PackageKeys {

  /** Of one hour, 48 kB: memory does not depend on how many keys there are. */
  private static final String PART =
      "select substring(entries from ?1 for 2048 * 24), tree from package_keys"
          + " where tree = ?2 and package_hour = ?3 and octet_length(entries) >= ?4";

  private static final Comparator<HourKeys> BY_NEXT_KEY =
      (one, other) -> {
        int high = Long.compareUnsigned(one.next(0), other.next(0));
        return high != 0
            ? high
            : Long.compareUnsigned(one.next(Long.BYTES), other.next(Long.BYTES));
      };

  private final EntityManager entities;

  private PackageKeys(EntityManager entities) {
    this.entities = entities;
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
      transactions.run(
          entities -> {
            try {
              work.with(new PackageKeys(entities));
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
    PriorityQueue<HourKeys> hours = new PriorityQueue<>(BY_NEXT_KEY);
    for (int i = 0; i < window.hours(); i++) {
      HourKeys hour = new HourKeys(window.tree(), window.firstHour().plus(i));
      if (hour.hasNext()) {
        hours.add(hour);
      }
    }
    int count = 0;
    for (; !hours.isEmpty(); count++) {
      HourKeys hour = hours.remove();
      sink.accept(hour.take());
      if (hour.hasNext()) {
        hours.add(hour);
      }
    }
    return count;
  }

  /** The keys of an hour, which are in the order of their data. */
  private final class HourKeys {

    private final String tree;
    private final HourNumber hour;
    private int place = 1;
    private ByteBuffer part = ByteBuffer.allocate(0);

    HourKeys(String tree, HourNumber hour) {
      this.tree = tree;
      this.hour = hour;
    }

    boolean hasNext() {
      if (!part.hasRemaining()) {
        part =
            NativeSql.rows(entities, PART, place, tree, hour.value(), place)
                .map(row -> ByteBuffer.wrap((byte[]) row[0]))
                .findFirst()
                .orElse(part);
        place += part.remaining();
      }
      return part.hasRemaining();
    }

    /** Eight bytes of the next key's data. */
    long next(int from) {
      return part.getLong(part.position() + from);
    }

    ExportedKey take() {
      byte[] keyData = new byte[KeyData.LENGTH];
      part.get(keyData);
      return new ExportedKey(keyData, part.getInt(), part.getShort(), part.getShort());
    }
  }
}
