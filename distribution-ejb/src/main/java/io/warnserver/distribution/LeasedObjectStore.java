package io.warnserver.distribution;

import io.warnserver.distribution.store.ObjectStore;
import io.warnserver.leases.Lease;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * An object store that is written to only while the lease is held, and will be until the write can
 * have ended: whoever has stood still for too long, or waits for a store that does, overwrites
 * nothing that another instance may have put meanwhile.
 */
final class LeasedObjectStore implements ObjectStore {

  private final ObjectStore store;
  private final Lease lease;
  private final Duration longestWrite;

  /**
   * @param longestWrite after which a write has ended, or is given up
   */
  LeasedObjectStore(ObjectStore store, Lease lease, Duration longestWrite) {
    this.store = store;
    this.lease = lease;
    this.longestWrite = longestWrite;
  }

  @Override
  public String putArchive(String path, Path archive, String hash) {
    lease.requireHeldFor(longestWrite);
    return store.putArchive(path, archive, hash);
  }

  @Override
  public void putIndex(String path, byte[] json, String hash) {
    lease.requireHeldFor(longestWrite);
    store.putIndex(path, json, hash);
  }

  @Override
  public Optional<byte[]> read(String path) {
    return store.read(path);
  }

  @Override
  public Optional<String> etag(String path) {
    return store.etag(path);
  }

  @Override
  public void delete(Collection<String> paths) {
    lease.requireHeldFor(longestWrite);
    store.delete(paths);
  }
}
