package io.warnserver.local.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * Which keys an upload had, by all their signed fields; 8 bytes a key, so that two days of all
 * countries find room.
 */
final class EntrySet {

  private final long[] hashes;

  private EntrySet(long[] hashes) {
    this.hashes = hashes;
  }

  static EntrySet of(List<String> entries) {
    return new EntrySet(entries.stream().mapToLong(EntrySet::hash).sorted().toArray());
  }

  boolean contains(long hash) {
    return Arrays.binarySearch(hashes, hash) >= 0;
  }

  /** The beginning of SHA-256. */
  static long hash(String entry) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(entry.getBytes(StandardCharsets.US_ASCII));
      return ByteBuffer.wrap(digest).getLong();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
