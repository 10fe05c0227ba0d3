package io.warnserver.federation;

import io.warnserver.testing.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** All settings that the exchange needs, with files in a folder. */
final class SettingsFixture {

  static final TestCertificates TLS = TestCertificates.ec("CN=tls,C=DE");
  static final TestCertificates SIGNING = TestCertificates.rsa("CN=signing,C=DE");
  static final TestCertificates GATEWAY = TestCertificates.ec("CN=gateway,C=EU");
  static final TestCertificates ANCHOR = TestCertificates.rsa("CN=anchor,C=EU");

  private SettingsFixture() {}

  /** The required settings. */
  static Map<String, String> required(Path folder) {
    try {
      Map<String, String> values = new HashMap<>();
      values.put("warn.federation.gateway.url", "https://gateway.example.org");
      values.put(
          "warn.federation.tls.keystore", TLS.store(folder.resolve("tls.p12"), "tls").toString());
      values.put("warn.federation.tls.password", TestCertificates.PASSWORD);
      values.put(
          "warn.federation.tls.truststore",
          GATEWAY.trustStore(folder.resolve("trust.p12")).toString());
      values.put("warn.federation.tls.truststore-password", TestCertificates.PASSWORD);
      values.put(
          "warn.federation.signing.keystore",
          SIGNING.store(folder.resolve("signing.p12"), "signing").toString());
      values.put("warn.federation.signing.password", TestCertificates.PASSWORD);
      values.put(
          "warn.federation.trust-anchor",
          Files.writeString(folder.resolve("anchor.pem"), ANCHOR.pem()).toString());
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
