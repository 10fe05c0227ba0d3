package io.warnserver.local.gateway;

import com.google.protobuf.ByteString;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.ReportType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** Keys that the gateway takes on 23 November 2026. */
final class TestKeys {

  /** 2026-11-20T00:00Z. */
  static final int START = 2_991_888;

  private TestKeys() {}

  static DiagnosisKey key(String origin, int number) {
    return DiagnosisKey.newBuilder()
        .setKeyData(ByteString.copyFrom(ByteBuffer.allocate(16).putInt(number).array()))
        .setRollingStartIntervalNumber(START)
        .setRollingPeriod(144)
        .setTransmissionRiskLevel(3)
        .addVisitedCountries("FR")
        .addVisitedCountries("NL")
        .setOrigin(origin)
        .setReportType(ReportType.CONFIRMED_TEST)
        .setDaysSinceOnsetOfSymptoms(-2)
        .build();
  }

  /** The bytes that a country signs of its keys. */
  static byte[] signed(List<DiagnosisKey> keys) {
    return SignedEntries.signed(SignedEntries.ofAll(keys));
  }

  /** Numbers from a first one, so many. */
  static List<DiagnosisKey> keys(String origin, int first, int count) {
    return IntStream.range(first, first + count).mapToObj(i -> key(origin, i)).toList();
  }
}
