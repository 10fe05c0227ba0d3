package io.warnserver.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.client.RegisteredKey;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentKeyTest {

  private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir private Path folder;

  @Test
  void newKey_isForDevelopmentAndSelfSigned() throws Exception {
    X509Certificate certificate = certificate(DevelopmentKey.in(folder, CLOCK));

    assertThat(certificate.getSubjectX500Principal().getName()).contains("OU=Development");
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity(Date.from(NOW.minus(Duration.ofDays(14))));
  }

  @Test
  void publicKey_isReadByAPhone() throws Exception {
    DevelopmentKey key = DevelopmentKey.in(folder, CLOCK);

    assertThat(RegisteredKey.ofPem(key.publicKeyPem(), "262", "v1").publicKey())
        .isEqualTo(certificate(key).getPublicKey());
  }

  @Test
  void secondRun_hasTheSameKey() {
    assertThat(DevelopmentKey.in(folder, CLOCK)).isEqualTo(DevelopmentKey.in(folder, CLOCK));
  }

  @Test
  void brokenFile_isNamed() throws Exception {
    Files.writeString(folder.resolve("signing-key.p12"), "no key");

    assertThatThrownBy(() -> DevelopmentKey.in(folder, CLOCK))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("signing-key.p12");
  }

  private static X509Certificate certificate(DevelopmentKey key) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(key.keystore())) {
      store.load(file, Secrets.password(DevelopmentKey.ALIAS).toCharArray());
    }
    return (X509Certificate) store.getCertificate(DevelopmentKey.ALIAS);
  }
}
