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

  /** 96 KiB of an hour's keys: memory does not depend on how many there are. */
  private static final int PART_BYTES = 4096 * 24;

  /** Of all hours of a package at once; few have more than one. */
  private static final String PARTS =
      "select package_hour, substring(entries from ?1 for "
          + PART_BYTES
          + ") from package_keys where tree = ?2 and package_hour between ?3 and ?4"
          + " and octet_length(entries) >= ?5";

  private static final Comparator<HourKeys> BY_NEXT_KEY =
      (one, other) -> {
        int high = Long.compareUnsigned(one.ofNextKey(0), other.ofNextKey(0));
        return high != 0
            ? high
            : Long.compareUnsigned(one.ofNextKey(Long.BYTES), other.ofNextKey(Long.BYTES));
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
    addParts(
        hours, window.tree(), window.firstHour(), window.firstHour().plus(window.hours() - 1), 1);
    int count = 0;
    for (; !hours.isEmpty(); count++) {
      HourKeys keys = hours.remove();
      sink.accept(keys.take());
      if (keys.part.hasRemaining()) {
        hours.add(keys);
      } else if (keys.part.capacity() == PART_BYTES) {
        addParts(hours, window.tree(), keys.hour, keys.hour, keys.next);
      }
    }
    return count;
  }

  /** The part of each of these hours that begins there, where it has one. */
  private void addParts(
      PriorityQueue<HourKeys> hours, String tree, HourNumber first, HourNumber last, int place) {
    NativeSql.rows(entities, PARTS, place, tree, first.value(), last.value(), place)
        .map(
            row ->
                new HourKeys(
                    new HourNumber(((Number) row[0]).intValue()),
                    ByteBuffer.wrap((byte[]) row[1]),
                    place + PART_BYTES))
        .forEach(hours::add);
  }

  /** A part of the keys of an hour, which are in the order of their data, and where the next is. */
  private record HourKeys(HourNumber hour, ByteBuffer part, int next) {

    /** Eight bytes of the next key's data. */
    long ofNextKey(int from) {
      return part.getLong(part.position() + from);
    }

    ExportedKey take() {
      byte[] keyData = new byte[KeyData.LENGTH];
      part.get(keyData);
      return new ExportedKey(keyData, part.getInt(), part.getShort(), part.getShort());
    }
  }
}
