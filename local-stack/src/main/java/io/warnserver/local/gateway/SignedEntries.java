package io.warnserver.local.gateway;

import com.google.protobuf.ByteString;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** What a country signs of its keys (federation gateway protocol, what is signed). */
final class SignedEntries {

  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private SignedEntries() {}

  /** The entry of one key: all its signed fields. */
  static String of(DiagnosisKey key) {
    StringBuilder entry = new StringBuilder(96);
    field(entry, key.getKeyData());
    number(entry, key.getRollingStartIntervalNumber());
    number(entry, key.getRollingPeriod());
    number(entry, key.getTransmissionRiskLevel());
    text(entry, String.join(",", key.getVisitedCountriesList()));
    text(entry, key.getOrigin());
    number(entry, key.getReportTypeValue());
    number(entry, key.getDaysSinceOnsetOfSymptoms());
    return entry.toString();
  }

  /** The entry of each key. */
  static List<String> ofAll(List<DiagnosisKey> keys) {
    return keys.stream().map(SignedEntries::of).toList();
  }

  /** The bytes that are signed: all entries, in the order of their base64. */
  static byte[] signed(List<String> entries) {
    StringBuilder all = new StringBuilder();
    entries.stream()
        .map(entry -> new Sorted(base64(entry), entry))
        .sorted()
        .forEach(sorted -> all.append(sorted.entry()));
    return all.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** As {@link #signed(List)}. */
  static byte[] signedOf(List<DiagnosisKey> keys) {
    return signed(ofAll(keys));
  }

  private record Sorted(String base64, String entry) implements Comparable<Sorted> {
    @Override
    public int compareTo(Sorted other) {
      return base64.compareTo(other.base64);
    }
  }

  private static void number(StringBuilder entry, int value) {
    entry.append(BASE64.encodeToString(ByteBuffer.allocate(4).putInt(value).array())).append('.');
  }

  private static void text(StringBuilder entry, String value) {
    entry.append(base64(value)).append('.');
  }

  private static void field(StringBuilder entry, ByteString value) {
    entry.append(BASE64.encodeToString(value.toByteArray())).append('.');
  }

  private static String base64(String ascii) {
    return BASE64.encodeToString(ascii.getBytes(StandardCharsets.US_ASCII));
  }
}
