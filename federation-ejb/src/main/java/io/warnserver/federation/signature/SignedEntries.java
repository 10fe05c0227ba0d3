package io.warnserver.federation.signature;

import io.warnserver.protocols.federation.DiagnosisKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;

/**
 * The bytes of a batch that are signed (federation gateway protocol, what is signed): an entry a
 * key, in an order that does not depend on that of the keys.
 */
public final class SignedEntries {

  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private SignedEntries() {}

  /**
   * The bytes to sign. Entries are sorted by their base64, which sorts otherwise than they do.
   *
   * @param keys in any order
   */
  public static byte[] of(Collection<DiagnosisKey> keys) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    keys.stream()
        .map(key -> BASE64.encode(entry(key)))
        .sorted(Arrays::compareUnsigned)
        .map(Base64.getDecoder()::decode)
        .forEachOrdered(bytes::writeBytes);
    return bytes.toByteArray();
  }

  /** The entry of one key, in ASCII. */
  static byte[] entry(DiagnosisKey key) {
    ByteArrayOutputStream entry = new ByteArrayOutputStream(96);
    append(entry, key.getKeyData().toByteArray());
    append(entry, key.getRollingStartIntervalNumber());
    append(entry, key.getRollingPeriod());
    append(entry, key.getTransmissionRiskLevel());
    append(entry, String.join(",", key.getVisitedCountriesList()));
    append(entry, key.getOrigin());
    append(entry, key.getReportTypeValue());
    append(entry, key.getDaysSinceOnsetOfSymptoms());
    return entry.toByteArray();
  }

  private static void append(ByteArrayOutputStream entry, String text) {
    append(entry, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void append(ByteArrayOutputStream entry, int number) {
    append(entry, ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  private static void append(ByteArrayOutputStream entry, byte[] field) {
    entry.writeBytes(BASE64.encode(field));
    entry.write('.');
  }
}
