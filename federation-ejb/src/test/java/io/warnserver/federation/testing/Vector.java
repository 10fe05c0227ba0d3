package io.warnserver.federation.testing;

import com.google.protobuf.ByteString;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.util.HexFormat;
import java.util.List;

/** The keys of the published vector (federation gateway protocol, what is signed). */
public final class Vector {

  /** With everything. */
  public static final DiagnosisKey A =
      DiagnosisKey.newBuilder()
          .setKeyData(bytes("000102030405060708090a0b0c0d0e0f"))
          .setRollingStartIntervalNumber(2650032)
          .setRollingPeriod(144)
          .setTransmissionRiskLevel(3)
          .addAllVisitedCountries(List.of("FR", "NL"))
          .setOrigin("DE")
          .setReportTypeValue(1)
          .setDaysSinceOnsetOfSymptoms(-2)
          .build();

  /** Without visited countries. */
  public static final DiagnosisKey B = other("0b40" + "00".repeat(14));

  /** All ones. */
  public static final DiagnosisKey C = other("ff".repeat(16));

  /** Sorts otherwise in base64. */
  public static final DiagnosisKey D = other("08" + "00".repeat(15));

  private Vector() {}

  private static DiagnosisKey other(String keyData) {
    return DiagnosisKey.newBuilder()
        .setKeyData(bytes(keyData))
        .setRollingStartIntervalNumber(2650032)
        .setRollingPeriod(144)
        .setTransmissionRiskLevel(0x7fffffff)
        .setOrigin("DE")
        .setReportTypeValue(3)
        .setDaysSinceOnsetOfSymptoms(0)
        .build();
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }
}
