package io.warnserver.submission.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.certificates.WatchedCertificate;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.testing.TestCertificates;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationSettingsTest {

  private static final String PREFIX = "warn.submission.verification.";

  @TempDir private Path folder;
  private final Map<String, String> values = new HashMap<>();

  @BeforeEach
  void goodSettings() {
    TestCertificates certificates = TestCertificates.forHost("localhost");
    values.put(PREFIX + "url", "https://verification.example/base");
    values.put(
        PREFIX + "keystore", certificates.store(folder.resolve("keys.p12"), "key").toString());
    values.put(PREFIX + "keystore-password", TestCertificates.PASSWORD);
    values.put(
        PREFIX + "truststore", certificates.trustStore(folder.resolve("trust.p12")).toString());
    values.put(PREFIX + "truststore-password", TestCertificates.PASSWORD);
  }

  @Test
  void addressAndStores_areEnoughForProduction() {
    VerificationSettings settings = read();

    assertThat(settings.address()).isEqualTo(URI.create("https://verification.example/base"));
    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.readTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.latePatience()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.probeInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.maxAtOnce()).isEqualTo(256);
    assertThat(settings.maxWrongPerSecond()).isEqualTo(50);
    assertThat(settings.longest()).isEqualTo(Duration.ofSeconds(17));
    assertThat(settings.tls()).isPresent();
  }

  @Test
  void certificatesOfBothFiles_areWatched() {
    assertThat(read().certificates())
        .extracting(WatchedCertificate::role)
        .containsExactly("verification-client", "verification-truststore");
    values.keySet().removeIf(name -> name.contains("store"));
    values.put("warn.mode", "development");
    assertThat(read().certificates()).isEmpty();
  }

  @Test
  void addressAlone_isEnoughForDevelopment() {
    values.clear();
    values.put("warn.mode", "development");
    values.put(PREFIX + "url", "http://localhost:8081");
    values.put(PREFIX + "connect-timeout", "PT0.5S");
    values.put(PREFIX + "read-timeout", "PT1S");
    values.put(PREFIX + "late-patience", "PT0S");
    values.put(PREFIX + "probe-interval", "PT1S");
    values.put(PREFIX + "max-at-once", "1");
    values.put(PREFIX + "max-wrong-per-second", "10000");

    assertThat(read())
        .isEqualTo(
            new VerificationSettings(
                URI.create("http://localhost:8081"),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ofSeconds(1),
                1,
                10_000,
                Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url | http://verification.example | url: must be an https address in production mode",
        "url | verification | url: 'verification' must be an address such as https://host:port",
        "url | | url is missing: it must be an address such as https://host:port",
        "connect-timeout | PT0S | connect-timeout: 'PT0S' must be a duration from PT0.01S to PT1M",
        "read-timeout | 5 | read-timeout: '5' must be a duration from PT0.01S to PT1M",
        "late-patience | PT61S | late-patience: 'PT61S' must be a duration from PT0S to PT1M",
        "late-patience | -PT1S | late-patience: '-PT1S' must be a duration from PT0S to PT1M",
        "probe-interval | PT0S | probe-interval: 'PT0S' must be a duration from PT1S to PT1H",
        "max-at-once | 0 | max-at-once: '0' must be a whole number from 1 to 10000",
        "max-wrong-per-second | 10001 | max-wrong-per-second: '10001' must be a whole number from 1 to 10000",
        "keystore | | keystore: must be a PKCS#12 file in production mode",
        "keystore-password | | keystore-password is missing: it must be a secret",
        "truststore-password | | truststore-password is missing: it must be a secret",
        "keystore-password | development-x | keystore-password: must not be a development password in production mode"
      })
  void wrongValue_isNamed(String name, String value, String fault) {
    if (value == null) {
      values.remove(PREFIX + name);
    } else {
      values.put(PREFIX + name, value);
    }

    assertRefused(PREFIX + fault);
  }

  @ParameterizedTest
  @CsvSource({"keystore", "truststore"})
  void wrongPassword_isRefusedWithoutBeingShown(String store) {
    values.put(PREFIX + store + "-password", "guess");

    assertRefused(PREFIX + store + "-password: not the password of " + values.get(PREFIX + store));
  }

  @Test
  void fileThatIsNoStore_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("text"), "text");
    values.put(PREFIX + "keystore", file.toString());

    assertRefused(PREFIX + "keystore: not a readable PKCS#12 key store (" + file + ")");
  }

  private void assertRefused(String fault) {
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            InvalidSettingsException.class, e -> assertThat(e.faults()).containsExactly(fault));
  }

  private VerificationSettings read() {
    return VerificationSettings.from(TestServer.settings(values));
  }
}
