package io.warnserver.federation.signature;

import io.warnserver.protocols.federation.DiagnosisKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

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
    for (byte[] field :
        List.of(
            key.getKeyData().toByteArray(),
            bytes(key.getRollingStartIntervalNumber()),
            bytes(key.getRollingPeriod()),
            bytes(key.getTransmissionRiskLevel()),
            bytes(String.join(",", key.getVisitedCountriesList())),
            bytes(key.getOrigin()),
            bytes(key.getReportTypeValue()),
            bytes(key.getDaysSinceOnsetOfSymptoms()))) {
      entry.writeBytes(BASE64.encode(field));
      entry.write('.');
    }
    return entry.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }
}
