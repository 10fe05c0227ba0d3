package io.warnserver.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import io.warnserver.protocols.configuration.ApplicationConfiguration;
import io.warnserver.protocols.keys.TEKSignatureList;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PackageDumpTest {
  private final SignedArchive archive = new SignedArchive();

  @Test
  void keyPackage_isShownWithItsFields() throws Exception {
    assertThat(dump(archive.bytes(), ArchiveKind.KEYS))
        .contains(
            "region       'DE'",
            "window       2026-11-09T03:00:00Z to 2026-11-09T04:00:00Z",
            "batch        1 of 1",
            "signed by    key '262' version 'v1' algorithm '1.2.840.10045.4.3.2'",
            "keys         1",
            "000102030405060708090a0b0c0d0e0f start 2026-11-08T00:00:00Z (2990160) period 144"
                + " level 3 report CONFIRMED_TEST days since onset 1")
        .doesNotContain("wrong");
  }

  @Test
  void unusualPackage_isShownAllTheSame() throws Exception {
    archive.header = ByteString.copyFromUtf8("EK Export v3    ");
    archive.export.setRegion("\u001b[2J").setEndTimestamp(Long.MAX_VALUE).setBatchNum(2);
    archive.export.getKeysBuilder(0).clear();

    assertThat(dump(archive.bytes(), ArchiveKind.KEYS))
        .contains("header       wrong", "'?[2J'", "9223372036854775807 s", "batch        2 of 1");
  }

  @Test
  void configuration_isShownAsText() throws Exception {
    ByteString export =
        ApplicationConfiguration.newBuilder().setMinRiskScore(11).build().toByteString();
    byte[] file =
        SignedArchive.zip(
            export,
            TEKSignatureList.newBuilder()
                .addSignatures(SignedArchive.good(export))
                .build()
                .toByteString());

    assertThat(dump(file, ArchiveKind.CONFIGURATION_V1)).contains("minRiskScore: 11");
  }

  @Test
  void anythingElse_isRefused() {
    assertThatExceptionOfType(PackageRefusedException.class)
        .isThrownBy(() -> dump(new byte[10], ArchiveKind.KEYS));
    assertThatExceptionOfType(PackageRefusedException.class)
        .isThrownBy(
            () -> dump(SignedArchive.zip(ByteString.EMPTY, ByteString.EMPTY), ArchiveKind.KEYS));
  }

  private static String dump(byte[] file, ArchiveKind kind) throws PackageRefusedException {
    StringWriter text = new StringWriter();
    try (PrintWriter out = new PrintWriter(text)) {
      new PackageDump(out).write(file, kind);
    }
    return text.toString();
  }
}
