package io.warnserver.local.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * Which keys an upload of a country had, by all their signed fields; 8 bytes a key, so that two
 * days of all countries find room.
 */
final class EntrySet {

  private final String country;
  private final long[] hashes;

  EntrySet(String country, List<String> entries) {
    this.country = country;
    hashes = entries.stream().mapToLong(EntrySet::hash).sorted().toArray();
  }

  boolean isOf(String other) {
    return country.equals(other);
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
