package io.warnserver.submission.payload;

import io.warnserver.keys.Country;
import io.warnserver.keys.rules.SentKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Everything in a submission that counts, in one form: the same keys in another order, or other
 * padding, are the same content. As it was sent, before settings and time decide what becomes of
 * it.
 */
public final class SubmittedContent {

  private static final int KEY_BYTES = 16 + 5 * Integer.BYTES + 2;

  private final byte[] bytes;

  private SubmittedContent(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Of keys that keep the rules, and the countries visited, the origin among them. */
  public static SubmittedContent of(
      List<SentKey> keys, SortedSet<Country> visited, boolean consentToFederation) {
    TreeSet<byte[]> sorted = new TreeSet<>(Arrays::compareUnsigned);
    keys.forEach(key -> sorted.add(bytes(key)));
    ByteBuffer all =
        ByteBuffer.allocate(Integer.BYTES + sorted.size() * KEY_BYTES + 2 * visited.size() + 1);
    all.putInt(sorted.size());
    sorted.forEach(all::put);
    visited.forEach(country -> all.put(country.code().getBytes(StandardCharsets.US_ASCII)));
    all.put((byte) (consentToFederation ? 1 : 0));
    return new SubmittedContent(all.array());
  }

  private static byte[] bytes(SentKey key) {
    ByteBuffer bytes = ByteBuffer.allocate(KEY_BYTES);
    bytes.put(key.keyData());
    bytes.putInt(key.rollingStart()).putInt(key.rollingPeriod());
    put(bytes, key.transmissionRiskLevel());
    put(bytes, key.daysSinceOnsetOfSymptoms());
    return bytes.putInt(key.reportType()).array();
  }

  private static void put(ByteBuffer bytes, OptionalInt value) {
    bytes.put((byte) (value.isPresent() ? 1 : 0)).putInt(value.orElse(0));
  }

  /** The canonical form. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Shows nothing of the keys. */
  @Override
  public String toString() {
    return "SubmittedContent[********]";
  }
}
