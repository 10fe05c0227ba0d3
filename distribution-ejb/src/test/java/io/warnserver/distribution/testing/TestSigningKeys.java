package io.warnserver.distribution.testing;

import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import io.warnserver.signing.ConfiguredSigningKeys;
import io.warnserver.signing.SigningKeys;
import io.warnserver.testing.TestCertificates;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signing keys as an operator has them, made for the tests. */
public final class TestSigningKeys {

  /** Of the key stores. */
  public static final String PASSWORD = "test";

  private static final X500Name SUBJECT = new X500Name("CN=Test");
  private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2050-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final KeyPair PAIR = pair();
  private static final SigningKeys ONE = load(Map.of("current", PAIR));

  private TestSigningKeys() {}

  /** One key, always the same. */
  public static SigningKeys one() {
    return ONE;
  }

  /** Writes a key store with the one key, for another process. */
  public static void storeOne(Path file) throws IOException {
    store(file, PAIR);
  }

  /** Two keys, as while they are exchanged. */
  public static SigningKeys two() {
    return load(Map.of("current", pair(), "next", pair()));
  }

  /** A new pair on P-256. */
  public static KeyPair pair() {
    return TestCertificates.ecPair();
  }

  private static SigningKeys load(Map<String, KeyPair> pairs) {
    Map<String, String> settings = new java.util.HashMap<>();
    settings.put("warn.signing.keys", String.join(",", pairs.keySet().stream().sorted().toList()));
    try {
      Path folder = Files.createTempDirectory("signing-keys-");
      for (Map.Entry<String, KeyPair> entry : pairs.entrySet()) {
        Path file = folder.resolve(entry.getKey() + ".p12");
        store(file, entry.getValue());
        String prefix = "warn.signing." + entry.getKey() + ".";
        settings.put(prefix + "keystore", file.toString());
        settings.put(prefix + "password", PASSWORD);
        settings.put(prefix + "app-bundle-id", "org.example.warn");
        settings.put(prefix + "android-package", "org.example.warn.android");
        settings.put(prefix + "key-version", entry.getKey().equals("current") ? "v1" : "v2");
      }
      SigningKeys keys =
          ConfiguredSigningKeys.from(
                  new SettingsReader(name -> Optional.ofNullable(settings.get(name))),
                  Mode.PRODUCTION)
              .inForce(NOW);
      for (String name : pairs.keySet()) {
        Files.delete(folder.resolve(name + ".p12"));
      }
      Files.delete(folder);
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a key store with a pair under the alias of the settings' default. */
  public static void store(Path file, KeyPair pair) throws IOException {
    store(file, pair, UNTIL);
  }

  /** The same with a certificate that ends at a time. */
  public static void store(Path file, KeyPair pair, Instant until) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "signing",
          pair.getPrivate(),
          PASSWORD.toCharArray(),
          new X509Certificate[] {certificate(pair, pair().getPrivate(), until)});
      store.store(out, PASSWORD.toCharArray());
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Nobody checks who issued it; hence any issuer. */
  private static X509Certificate certificate(KeyPair pair, PrivateKey issuer, Instant until)
      throws GeneralSecurityException, OperatorCreationException {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            SUBJECT, BigInteger.ONE, Date.from(FROM), Date.from(until), SUBJECT, pair.getPublic());
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer)));
  }
}
