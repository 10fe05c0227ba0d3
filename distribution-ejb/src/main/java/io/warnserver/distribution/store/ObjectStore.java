package io.warnserver.distribution.store;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Where published objects are. Every call is safe to repeat. */
public interface ObjectStore {

  /**
   * Puts an archive.
   *
   * @param path the object's key
   * @param archive a zip
   * @param hash for the metadata {@code cwa-hash}
   * @return the ETag as a reader gets it in the header, with its quotation marks
   * @throws ObjectStoreException if it is not known to be there
   */
  String putArchive(String path, Path archive, String hash);

  /**
   * Puts an index.
   *
   * @param path the object's key
   * @param json the content
   * @param hash for the metadata {@code cwa-hash}
   * @return the ETag as a reader gets it in the header, with its quotation marks
   * @throws ObjectStoreException if it is not known to be there
   */
  String putIndex(String path, byte[] json, String hash);

  /**
   * Reads a small object.
   *
   * @return its first bytes, at most 4096; empty if there is none
   * @throws ObjectStoreException if it is not known whether there is one
   */
  Optional<byte[]> read(String path);

  /**
   * Asks for an object's ETag.
   *
   * @return as a reader gets it in the header, with its quotation marks; empty if there is no such
   *     object
   * @throws ObjectStoreException if it is not known whether there is one
   */
  Optional<String> etag(String path);

  /**
   * Names all objects whose path begins like this.
   *
   * @return their ETags by path, as the store lists them: it may leave out quotation marks, all of
   *     an ETag, or list another one than readers get
   * @throws ObjectStoreException if the store does not say, or not completely
   */
  Map<String, String> list(String prefix);

  /**
   * Deletes objects; one that is not there counts as deleted.
   *
   * @throws ObjectStoreException if one of them may still be there
   */
  void delete(Collection<String> paths);
}
