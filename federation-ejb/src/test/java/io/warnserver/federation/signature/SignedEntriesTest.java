package io.warnserver.federation.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.federation.testing.Vector;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The published vector. */
class SignedEntriesTest {

  @Test
  void entryAndMessage_areThoseOfTheVector() {
    assertThat(entry(Vector.A))
        .isEqualTo(
            "AAECAwQFBgcICQoLDA0ODw==.AChvsA==.AAAAkA==.AAAAAw==.RlIsTkw=.REU=.AAAAAQ==./////g==.");
    assertThat(HexFormat.of().formatHex(Vector.A.toByteArray()))
        .isEqualTo(
            "0a10000102030405060708090a0b0c0d0e0f10b0dfa10118900120032a0246522a024e4c3202444538014003");
  }

  @Test
  void keyWithoutVisitedCountries_hasAnEmptyField() {
    assertThat(entry(Vector.B))
        .isEqualTo("C0AAAAAAAAAAAAAAAAAAAA==.AChvsA==.AAAAkA==.f////w==..REU=.AAAAAw==.AAAAAA==.");
    assertThat(entry(Vector.C)).startsWith("/////////////////////w==.");
    assertThat(entry(Vector.D)).startsWith("CAAAAAAAAAAAAAAAAAAAAA==.");
  }

  @Test
  void batch_isSortedByTheBase64OfItsEntries() throws Exception {
    byte[] signed = SignedEntries.of(List.of(Vector.A, Vector.B, Vector.C, Vector.D));

    assertThat(ascii(signed))
        .isEqualTo(entry(Vector.C) + entry(Vector.D) + entry(Vector.A) + entry(Vector.B));
    assertThat(signed).hasSize(312);
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(signed)))
        .isEqualTo("93d8d5f2e4d7e5e2af56fb4664e0e73f4b3266ca32c9c7cbf7dd0873f90c1e1d");
  }

  @Test
  void orderOfTheKeys_doesNotMatter() {
    assertThat(SignedEntries.of(List.of(Vector.D, Vector.C, Vector.B, Vector.A)))
        .isEqualTo(SignedEntries.of(List.of(Vector.B, Vector.A, Vector.C, Vector.D)));
  }

  private static String entry(DiagnosisKey key) {
    return ascii(SignedEntries.entry(key));
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
