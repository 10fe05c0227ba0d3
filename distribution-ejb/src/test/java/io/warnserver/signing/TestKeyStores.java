package io.warnserver.signing;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys, certificates and PKCS#12 files. */
final class TestKeyStores {

  static final String PASSWORD = "hunter2";
  static final String ALIAS = "signing";
  static final String SUBJECT = "CN=Signing,OU=Operations,O=Example,C=DE";
  static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

  private TestKeyStores() {}

  static KeyPair ecKeys(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  static KeyPair rsaKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    return generator.generateKeyPair();
  }

  /** A self-signed certificate, valid from {@link #FROM} to {@link #UNTIL}. */
  static X509Certificate certificate(KeyPair keys, String subject) throws GeneralSecurityException {
    return certificate(keys, subject, FROM, UNTIL);
  }

  /** A self-signed certificate. */
  static X509Certificate certificate(KeyPair keys, String subject, Instant from, Instant until)
      throws GeneralSecurityException {
    String algorithm =
        keys.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    X500Name name = new X500Name(subject);
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      name,
                      BigInteger.ONE,
                      Date.from(from),
                      Date.from(until),
                      name,
                      keys.getPublic())
                  .build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate())));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  /** A PKCS#12 file with one entry, {@link #ALIAS}. */
  static Path write(Path file, PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry(ALIAS, key, PASSWORD.toCharArray(), new Certificate[] {certificate});
    return write(file, store);
  }

  static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  static Path write(Path file, KeyStore store) throws GeneralSecurityException, IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }
}
