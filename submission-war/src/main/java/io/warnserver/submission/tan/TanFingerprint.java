package io.warnserver.submission.tan;

import java.util.List;

/**
 * What is kept of a TAN and of the content that it was used for: keyed hashes, from which neither
 * can be computed.
 *
 * @param hashes one for each hash key in force; the first one's key writes, all are looked up
 */
public record TanFingerprint(List<KeyedHashes> hashes) {

  /**
   * With one hash key.
   *
   * @param tanHash 64 hexadecimal digits
   * @param contentDigest 64 hexadecimal digits; another TAN with the same content has another one
   */
  public record KeyedHashes(String tanHash, String contentDigest) {

    /** Shows nothing: a log must not say which requests had the same TAN. */
    @Override
    public String toString() {
      return "KeyedHashes[********]";
    }
  }

  /** Throws an {@link IllegalArgumentException} without any. */
  public TanFingerprint {
    hashes = List.copyOf(hashes);
    if (hashes.isEmpty()) {
      throw new IllegalArgumentException("there must be hashes");
    }
  }

  /** What is written. */
  public KeyedHashes current() {
    return hashes.get(0);
  }
}
