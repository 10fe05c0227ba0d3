package io.warnserver.local.gateway;

import io.warnserver.protocols.federation.DiagnosisKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a country signs of its keys (federation gateway protocol, what is signed). */
final class SignedEntries {

  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private SignedEntries() {}

  /** The entry of one key: all its signed fields. */
  static String of(DiagnosisKey key) {
    return Stream.of(
            key.getKeyData().toByteArray(),
            number(key.getRollingStartIntervalNumber()),
            number(key.getRollingPeriod()),
            number(key.getTransmissionRiskLevel()),
            text(String.join(",", key.getVisitedCountriesList())),
            text(key.getOrigin()),
            number(key.getReportTypeValue()),
            number(key.getDaysSinceOnsetOfSymptoms()))
        .map(field -> BASE64.encodeToString(field) + ".")
        .collect(Collectors.joining());
  }

  /** The entry of each key. */
  static List<String> ofAll(List<DiagnosisKey> keys) {
    return keys.stream().map(SignedEntries::of).toList();
  }

  /** The bytes that are signed: all entries, in the order of their base64. */
  static byte[] signed(List<String> entries) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    entries.stream()
        .map(entry -> BASE64.encodeToString(text(entry)))
        .sorted()
        .map(Base64.getDecoder()::decode)
        .forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  private static byte[] text(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }
}
