package io.warnserver.submission.verification;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A self-signed certificate with its key, as one side of a TLS connection has it.
 *
 * @param certificate what the other side has to trust
 */
record TestCertificates(KeyPair keys, X509Certificate certificate) {

  static final String PASSWORD = "hunter2";

  /** Valid for a host name or address. */
  static TestCertificates forHost(String host) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      X500Name name = new X500Name("CN=" + host + ",O=Example");
      GeneralName alternative =
          new GeneralName(
              host.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName, host);
      return new TestCertificates(
          keys,
          new JcaX509CertificateConverter()
              .getCertificate(
                  new JcaX509v3CertificateBuilder(
                          name,
                          BigInteger.ONE,
                          Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                          Date.from(Instant.parse("2090-01-01T00:00:00Z")),
                          name,
                          keys.getPublic())
                      .addExtension(
                          Extension.subjectAlternativeName, false, new GeneralNames(alternative))
                      .build(
                          new JcaContentSignerBuilder("SHA256withECDSA")
                              .build(keys.getPrivate()))));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A PKCS#12 file with key and certificate. */
  Path keyStore(Path file) {
    try {
      KeyStore store = empty();
      store.setKeyEntry(
          "key", keys.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {certificate});
      return write(file, store);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A PKCS#12 file with the certificate alone. */
  Path trustStore(Path file) {
    try {
      KeyStore store = empty();
      store.setCertificateEntry("trusted", certificate);
      return write(file, store);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Path write(Path file, KeyStore store)
      throws GeneralSecurityException, IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }
}
