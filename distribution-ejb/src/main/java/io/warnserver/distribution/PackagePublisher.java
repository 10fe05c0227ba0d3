package io.warnserver.distribution;

import io.warnserver.database.Transactions;
import io.warnserver.distribution.archive.KeyExport;
import io.warnserver.distribution.archive.SignedArchive;
import io.warnserver.distribution.ledger.PackageKeys;
import io.warnserver.distribution.ledger.Packages;
import io.warnserver.distribution.store.ObjectStore;
import io.warnserver.signing.SigningKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Builds planned packages, puts them, and records that they are there: some at a time, with one
 * transaction to read all of them and one to record all of them. What dies in between is put again,
 * with the same bytes.
 */
final class PackagePublisher {

  private static final int PACKAGES_AT_ONCE = 32;

  /** Bounds what waits on disk, and how long the transaction that reads takes. */
  private static final int KEYS_AT_ONCE = 250_000;

  private final Transactions transactions;
  private final Packages packages;
  private final ObjectStore store;
  private final SideBySide puts;
  private final SigningKeys signingKeys;
  private final Runnable beforeEach;
  private final Consumer<Set<Packages.Entry>> published;

  /**
   * @param transactions under the lease of this run
   * @param beforeEach throws where no further package is to be put
   * @param published is told which packages are there now that were not before
   */
  PackagePublisher(
      Transactions transactions,
      ObjectStore store,
      SideBySide puts,
      SigningKeys signingKeys,
      Runnable beforeEach,
      Consumer<Set<Packages.Entry>> published) {
    this.transactions = transactions;
    this.store = store;
    this.puts = puts;
    this.signingKeys = signingKeys;
    this.beforeEach = beforeEach;
    this.published = published;
    packages = new Packages(transactions);
  }

  /**
   * Publishes packages.
   *
   * @param planned in the order in which they are to be published
   * @throws IOException if an archive could not be written, or would be refused
   */
  void publish(List<Packages.Entry> planned) throws IOException {
    List<Packages.Entry> some = new ArrayList<>();
    int keys = 0;
    for (Packages.Entry entry : planned) {
      some.add(entry);
      keys += entry.keys();
      if (some.size() == PACKAGES_AT_ONCE || keys >= KEYS_AT_ONCE) {
        publishTogether(some);
        some.clear();
        keys = 0;
      }
    }
    if (!some.isEmpty()) {
      publishTogether(some);
    }
  }

  private void publishTogether(List<Packages.Entry> some) throws IOException {
    List<Built> built = new ArrayList<>();
    try {
      PackageKeys.read(
          transactions,
          keys -> {
            for (Packages.Entry entry : some) {
              SignedArchive archive =
                  SignedArchive.write(new KeyExport(keys, entry, signingKeys), signingKeys);
              built.add(new Built(entry, archive));
            }
          });
      put(built);
    } finally {
      for (Built one : built) {
        one.archive.close();
      }
    }
  }

  /** Records those that are there also if one could not be put. */
  private void put(List<Built> built) {
    Map<Packages.Entry, String> there = new ConcurrentHashMap<>();
    try {
      puts.run(built.stream().map(one -> (Runnable) () -> there.put(one.entry, put(one))).toList());
    } finally {
      packages.markPublished(
          there.entrySet().stream()
              .collect(Collectors.toMap(one -> one.getKey().window(), Map.Entry::getValue)));
      published.accept(there.keySet());
    }
  }

  private String put(Built one) {
    beforeEach.run();
    return store.putArchive(
        ObjectPaths.of(one.entry.window()), one.archive.file(), one.archive.contentHash());
  }

  private record Built(Packages.Entry entry, SignedArchive archive) {}
}
