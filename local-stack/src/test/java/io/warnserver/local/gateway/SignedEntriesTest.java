package io.warnserver.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.DiagnosisKeyBatch;
import io.warnserver.protocols.federation.ReportType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The vector of the federation gateway protocol, what is signed. */
class SignedEntriesTest {

  private static final DiagnosisKey A =
      base("000102030405060708090a0b0c0d0e0f")
          .setTransmissionRiskLevel(3)
          .addVisitedCountries("FR")
          .addVisitedCountries("NL")
          .setReportType(ReportType.CONFIRMED_TEST)
          .setDaysSinceOnsetOfSymptoms(-2)
          .build();
  private static final DiagnosisKey B = plain("0b40" + "00".repeat(14));
  private static final DiagnosisKey C = plain("ff".repeat(16));
  private static final DiagnosisKey D = plain("08" + "00".repeat(15));

  @Test
  void entry_isThatOfTheVector() {
    assertThat(SignedEntries.of(A))
        .isEqualTo(
            "AAECAwQFBgcICQoLDA0ODw==.AChvsA==.AAAAkA==.AAAAAw==.RlIsTkw=.REU=.AAAAAQ==./////g==.");
    assertThat(SignedEntries.of(B))
        .isEqualTo("C0AAAAAAAAAAAAAAAAAAAA==.AChvsA==.AAAAkA==.f////w==..REU=.AAAAAw==.AAAAAA==.");
    assertThat(SignedEntries.of(C)).startsWith("/////////////////////w==.");
    assertThat(SignedEntries.of(D)).startsWith("CAAAAAAAAAAAAAAAAAAAAA==.");
  }

  @Test
  void signedBytes_areThoseOfTheVector_inAnyUploadOrder() throws Exception {
    for (List<DiagnosisKey> order : List.of(List.of(A, B, C, D), List.of(D, C, B, A))) {
      byte[] signed = SignedEntries.signed(SignedEntries.ofAll(order));

      assertThat(signed).hasSize(312);
      assertThat(new String(signed, StandardCharsets.US_ASCII))
          .isEqualTo(
              SignedEntries.of(C)
                  + SignedEntries.of(D)
                  + SignedEntries.of(A)
                  + SignedEntries.of(B));
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(signed)))
          .isEqualTo("93d8d5f2e4d7e5e2af56fb4664e0e73f4b3266ca32c9c7cbf7dd0873f90c1e1d");
    }
  }

  @Test
  void message_isThatOfTheVector() {
    byte[] message = DiagnosisKeyBatch.newBuilder().addKeys(A).build().toByteArray();

    assertThat(HexFormat.of().formatHex(A.toByteArray()))
        .isEqualTo(
            "0a10000102030405060708090a0b0c0d0e0f10b0dfa10118900120032a0246522a024e4c3202444538014003");
    assertThat(message).hasSize(A.getSerializedSize() + 2);
  }

  private static DiagnosisKey plain(String keyData) {
    return base(keyData)
        .setTransmissionRiskLevel(0x7fffffff)
        .setReportType(ReportType.SELF_REPORT)
        .build();
  }

  private static DiagnosisKey.Builder base(String keyData) {
    return DiagnosisKey.newBuilder()
        .setKeyData(ByteString.copyFrom(HexFormat.of().parseHex(keyData)))
        .setRollingStartIntervalNumber(2_650_032)
        .setRollingPeriod(144)
        .setOrigin("DE");
  }
}
