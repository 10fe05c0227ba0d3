package io.warnserver.local.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FederationCertificatesTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void certificates_areMadeOnce_andReadThen() {
    FederationCertificates made = new FederationCertificates(folder, CLOCK, List.of("DE", "FR"));
    FederationCertificates read = new FederationCertificates(folder, CLOCK, List.of("DE", "FR"));

    assertThat(IssuedCertificate.pem(read.trustAnchor().certificate()))
        .isEqualTo(IssuedCertificate.pem(made.trustAnchor().certificate()));
    for (CertificateRole role : CertificateRole.values()) {
      assertThat(read.of("DE", role)).isEqualTo(made.of("DE", role));
    }
    assertThat(made.of("DE", CertificateRole.SIGNING).key().getAlgorithm()).isEqualTo("EC");
    assertThat(made.of("FR", CertificateRole.SIGNING).key().getAlgorithm()).isEqualTo("RSA");
    assertThat(made.of("FR", CertificateRole.SIGNING).certificate().getSubjectX500Principal())
        .hasToString("CN=signing, OU=Development, O=Development, C=FR");
  }

  @Test
  void files_holdWhatTheirNamesSay() throws Exception {
    FederationCertificates made = new FederationCertificates(folder, CLOCK, List.of("DE"));

    for (CertificateRole role : CertificateRole.values()) {
      KeyStore keys = read(made.keystore("DE", role));
      assertThat(keys.isKeyEntry(role.word())).isTrue();
      assertThat(keys.getCertificate(role.word())).isEqualTo(made.of("DE", role).certificate());
      assertThat(
              read(folder.resolve("de-" + role.word() + "-trust.p12"))
                  .isCertificateEntry(role.word()))
          .isTrue();
    }
    assertThat(read(made.gatewayTlsTrustStore()).getCertificate("tls"))
        .isEqualTo(made.gatewayTls().certificate());
    assertThat(read(made.gatewayCallbackTrustStore()).getCertificate("callback"))
        .isEqualTo(made.gatewayCallback().certificate());
    assertThat(read(folder.resolve("trust-anchor-trust.p12")).getCertificate("anchor"))
        .isEqualTo(made.trustAnchor().certificate());
    assertThat(Files.readString(made.trustAnchorPem()))
        .isEqualTo(IssuedCertificate.pem(made.trustAnchor().certificate()))
        .endsWith("-----END CERTIFICATE-----\n");
  }

  private static KeyStore read(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, FederationCertificates.PASSWORD.toCharArray());
    }
    return store;
  }
}
