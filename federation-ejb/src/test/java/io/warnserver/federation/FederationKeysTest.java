package io.warnserver.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.certificates.WatchedCertificate;
import io.warnserver.federation.certificates.FederationKeys;
import io.warnserver.federation.certificates.KeyStoreSettings;
import io.warnserver.keystores.ReadAgain;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.Mode;
import io.warnserver.testing.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The certificates' files, and why one is refused. */
class FederationKeysTest {

  @TempDir private Path folder;
  private Map<String, String> values;

  @BeforeEach
  void write() {
    values = SettingsFixture.required(folder);
  }

  @Test
  void goodFiles_areRead() {
    FederationKeys keys = read(Mode.PRODUCTION);

    assertThat(keys.signing().certificate()).isEqualTo(SettingsFixture.SIGNING.certificate());
    assertThat(keys.anchors().certificates()).containsExactly(SettingsFixture.ANCHOR.certificate());
    assertThat(keys.watched())
        .extracting(WatchedCertificate::role)
        .containsExactly(
            "federation-tls",
            "federation-signing",
            "federation-truststore",
            "federation-trust-anchor");
  }

  @Test
  void filesThatDidNotChange_areNotReadAgain_andChangedOnesAre() throws IOException {
    ReadAgain<KeyStoreSettings, FederationKeys> files = new ReadAgain<>();
    FederationKeys first = FederationKeys.read(StandInFixture.reader(values), files);
    assertThat(FederationKeys.read(StandInFixture.reader(values), files)).isSameAs(first);

    TestCertificates next = TestCertificates.ec("CN=signing 2,C=DE");
    Path file = next.store(folder.resolve("signing.p12"), "signing");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));

    assertThat(FederationKeys.read(StandInFixture.reader(values), files).signing().certificate())
        .isEqualTo(next.certificate());
  }

  @Test
  void severalTrustAnchors_areAllTaken() throws IOException {
    Files.writeString(
        folder.resolve("anchor.pem"), SettingsFixture.ANCHOR.pem() + SettingsFixture.GATEWAY.pem());

    assertThat(read(Mode.PRODUCTION).anchors().certificates()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls.p12", "signing.p12", "trust.p12", "anchor.pem"})
  void fileThatCannotBeRead_isRefused(String name) throws IOException {
    Files.writeString(folder.resolve(name), "nothing");
    assertThatThrownBy(() -> read(Mode.PRODUCTION)).isInstanceOf(InvalidSettingsException.class);
    Files.delete(folder.resolve(name));
    assertThatThrownBy(() -> read(Mode.PRODUCTION)).isInstanceOf(InvalidSettingsException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "warn.federation.tls.password",
        "warn.federation.signing.password",
        "warn.federation.tls.truststore-password"
      })
  void wrongMissingOrDevelopmentPassword_isRefused(String name) {
    values.put(name, "wrong");
    assertThatThrownBy(() -> read(Mode.PRODUCTION))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageNotContaining("wrong");
    values.put(name, "development-federation");
    assertRefused(name + ": must not be a development password");
    values.remove(name);
    assertRefused(name + " is missing");
  }

  @Test
  void wrongAlias_isRefused() {
    values.put("warn.federation.signing.alias", "other");

    assertRefused(
        "warn.federation.signing.alias: the key store has no private key with a certificate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CN=signing", "CN=signing,C=FR", "CN=signing,C=DE,C=FR", "C=DE,C=DE"})
  void signingCertificateOfAnotherCountryOrOfTwo_isRefused(String subject) {
    TestCertificates.ec(subject).store(folder.resolve("signing.p12"), "signing");

    assertRefused("warn.federation.signing.keystore: the certificate's subject must have exactly");
  }

  @Test
  void tlsCertificateOfAnotherCountry_isRefused() {
    TestCertificates.ec("CN=tls,C=FR").store(folder.resolve("tls.p12"), "tls");

    assertRefused("warn.federation.tls.keystore: the certificate's subject must have C=DE");
  }

  @Test
  void oneKeyInTwoRoles_isRefused() {
    SettingsFixture.TLS.store(folder.resolve("signing.p12"), "signing");

    assertRefused("warn.federation.signing.keystore: must not be the key of");
  }

  @Test
  void certificateOfAnotherKey_isRefused() {
    new TestCertificates(
            TestCertificates.ec("CN=other,C=DE").privateKey(), SettingsFixture.TLS.certificate())
        .store(folder.resolve("tls.p12"), "tls");

    assertRefused("warn.federation.tls.keystore: the certificate is not that of the private key");
  }

  @Test
  void developmentKey_isRefusedInProductionOnly() {
    TestCertificates.ec("CN=tls,OU=Development,C=DE").store(folder.resolve("tls.p12"), "tls");

    assertThat(read(Mode.DEVELOPMENT)).isNotNull();
    assertRefused("warn.federation.tls.keystore: holds a development key");
  }

  @Test
  void emptyTrustStore_isRefused() throws Exception {
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    try (var out = Files.newOutputStream(folder.resolve("trust.p12"))) {
      empty.store(out, TestCertificates.PASSWORD.toCharArray());
    }

    assertRefused("warn.federation.tls.truststore: there is nothing in ");
  }

  @Test
  void trustStoreThatHoldsAKeyOnly_isRefused() {
    SettingsFixture.TLS.store(folder.resolve("trust.p12"), "tls");

    assertRefused("warn.federation.tls.truststore: holds no trusted certificate");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> read(Mode.PRODUCTION))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(message);
  }

  private FederationKeys read(Mode mode) {
    values.put("warn.mode", mode.name().toLowerCase(java.util.Locale.ROOT));
    return FederationKeys.read(StandInFixture.reader(values), new ReadAgain<>());
  }
}
