package io.warnserver.client;

import java.nio.file.Path;
import java.util.List;

/**
 * What a walk through the published tree found.
 *
 * @param packages the key packages and configurations, in the order of the walk
 * @param faults the objects that should be there and are not, or are not what they should be
 */
public record DownloadedTree(List<StoredPackage> packages, List<Fault> faults) {
  /** Copies the lists. */
  public DownloadedTree {
    packages = List.copyOf(packages);
    faults = List.copyOf(faults);
  }

  /** Whether every object was there. */
  public boolean isComplete() {
    return faults.isEmpty();
  }

  /**
   * One archive, stored unchecked.
   *
   * @param object its path in the object store
   * @param file where it is stored
   * @param etag the entity tag as the store sent it, with its quotes; empty if it sent none
   * @param kind what it is, by its path
   */
  public record StoredPackage(String object, Path file, String etag, ArchiveKind kind) {}

  /**
   * One object that failed the walk.
   *
   * @param object its path in the object store
   * @param reason a short clause
   */
  public record Fault(String object, String reason) {
    /** {@code object: reason}. */
    @Override
    public String toString() {
      return object + ": " + reason;
    }
  }
}
