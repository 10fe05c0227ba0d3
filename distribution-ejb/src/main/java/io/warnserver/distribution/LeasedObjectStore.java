package io.warnserver.distribution;

import io.warnserver.distribution.store.ObjectStore;
import io.warnserver.leases.Lease;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * An object store that is written to only while the lease is held: whoever has stood still for too
 * long overwrites nothing that another instance may have put meanwhile.
 */
final class LeasedObjectStore implements ObjectStore {

  private final ObjectStore store;
  private final Lease lease;

  LeasedObjectStore(ObjectStore store, Lease lease) {
    this.store = store;
    this.lease = lease;
  }

  @Override
  public String putArchive(String path, Path archive, String hash) {
    lease.requireHeld();
    return store.putArchive(path, archive, hash);
  }

  @Override
  public void putIndex(String path, byte[] json, String hash) {
    lease.requireHeld();
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
    lease.requireHeld();
    store.delete(paths);
  }

  @Override
  public void close() {
    store.close();
  }
}
