package io.warnserver.distribution;

import io.warnserver.database.Transactions;
import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.ledger.Packages;
import io.warnserver.distribution.ledger.PublishedFiles;
import io.warnserver.distribution.store.ObjectStore;
import io.warnserver.distribution.store.ObjectStoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Compares what is in the bucket with what was put there, by ETags. A write that an instance began
 * before it lost its lease can end after the writes of the next one: an old index, an old
 * configuration, or a package with keys that are revoked would stay. The same holds for objects
 * that somebody else has changed or deleted.
 */
final class BucketComparison {

  private static final Logger LOG = Logger.getLogger(BucketComparison.class.getName());

  private final ObjectStore store;
  private final Packages packages;
  private final PublishedFiles files;
  private final RunMeters meters;
  private Map<String, String> there = Map.of();

  /**
   * @param transactions under the lease of the run
   */
  BucketComparison(Transactions transactions, ObjectStore store, RunMeters meters) {
    this.store = store;
    this.meters = meters;
    packages = new Packages(transactions);
    files = new PublishedFiles(transactions);
  }

  /**
   * Looks at the bucket, and has what is not as it was put be put again by this run. A store that
   * lists nothing to us is not compared.
   *
   * @throws ObjectStoreException if the store may say it later
   */
  void planRepairs() {
    try {
      there = store.list(ObjectPaths.VERSION);
    } catch (ObjectStoreException e) {
      if (e.passing()) {
        throw e;
      }
      LOG.log(Level.WARNING, "The bucket is not compared with the ledger: {0}", e.getMessage());
      return;
    }
    Map<String, PackageWindow> windows = new HashMap<>();
    Map<String, String> expected = new HashMap<>();
    packages
        .all()
        .forEach(
            (window, etag) -> {
              windows.put(ObjectPaths.of(window), window);
              etag.ifPresent(put -> expected.put(ObjectPaths.of(window), put));
            });
    files.listed().forEach((path, put) -> expected.put(path, put.etag()));
    List<String> differing =
        expected.keySet().stream()
            .filter(path -> !same(expected.get(path), there.get(path)))
            .sorted()
            .toList();
    if (!differing.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "{0} objects in the bucket are not as they were put: they are put again",
          differing.size());
      packages.publishAgain(differing.stream().map(windows::get).filter(Objects::nonNull).toList());
      files.forget(differing.stream().filter(path -> !windows.containsKey(path)).toList());
      meters.repaired(differing.size());
    }
  }

  /**
   * Deletes packages and indexes of which the ledger knows nothing: the part of the bucket where
   * they are is the server's alone. Only when all indexes are put again.
   */
  void deleteUnknown() {
    Set<String> unknown = new TreeSet<>(there.keySet());
    unknown.removeIf(path -> !path.startsWith(ObjectPaths.COUNTRIES + "/"));
    packages.all().keySet().forEach(window -> unknown.remove(ObjectPaths.of(window)));
    unknown.removeAll(files.listed().keySet());
    files.unlisted().forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "{0} objects in the bucket belong to no package and no index: they are deleted",
          unknown.size());
      store.delete(unknown);
      meters.repaired(unknown.size());
    }
  }

  /** Some stores leave out the quotation marks where they list. */
  private static boolean same(String put, String listed) {
    return listed != null && put.replace("\"", "").equals(listed.replace("\"", ""));
  }
}
