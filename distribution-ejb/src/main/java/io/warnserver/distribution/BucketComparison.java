package io.warnserver.distribution;

import io.warnserver.database.Transactions;
import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.ledger.Packages;
import io.warnserver.distribution.ledger.PublishedFiles;
import io.warnserver.distribution.ledger.PublishedFiles.Content;
import io.warnserver.distribution.store.ObjectStore;
import io.warnserver.distribution.store.ObjectStoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
  private Set<String> unknown = Set.of();

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
    Map<String, String> there;
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
    Map<PackageWindow, Optional<String>> allPackages = packages.all();
    allPackages.forEach(
        (window, etag) -> {
          windows.put(ObjectPaths.of(window), window);
          etag.ifPresent(put -> expected.put(ObjectPaths.of(window), put));
        });
    Map<String, Content> listed = files.listed();
    listed.forEach((path, put) -> expected.put(path, put.etag()));
    unknown = unknown(there.keySet(), allPackages.keySet(), listed.keySet());
    List<String> differing =
        expected.keySet().stream()
            .filter(path -> differs(path, expected.get(path), there.getOrDefault(path, "")))
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
   * A listing may be late, or name other ETags than readers get. What they get, the object says.
   */
  private boolean differs(String path, String put, String listed) {
    boolean asListed = put.replace("\"", "").equals(listed.replace("\"", ""));
    return !asListed && !store.etag(path).equals(Optional.of(put));
  }

  /**
   * Deletes packages and indexes of which the ledger knows nothing: the part of the bucket where
   * they are is the server's alone. Only when all indexes are put again.
   */
  void deleteUnknown() {
    if (unknown.isEmpty()) {
      return;
    }
    // Some of them may have been put again by this run.
    Set<String> still = unknown(unknown, packages.all().keySet(), files.listed().keySet());
    if (!still.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "{0} objects in the bucket belong to no package and no index: they are deleted",
          still.size());
      store.delete(still);
      meters.repaired(still.size());
    }
  }

  private Set<String> unknown(
      Set<String> there, Set<PackageWindow> windows, Set<String> listedFiles) {
    Set<String> found = new TreeSet<>(there);
    found.removeIf(path -> !path.startsWith(ObjectPaths.COUNTRIES + "/"));
    windows.forEach(window -> found.remove(ObjectPaths.of(window)));
    found.removeAll(listedFiles);
    files.unlisted().forEach(found::remove);
    return found;
  }
}
