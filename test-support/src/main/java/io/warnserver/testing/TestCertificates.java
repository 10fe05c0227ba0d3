package io.warnserver.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A pair of keys with its self-signed certificate, made for tests.
 *
 * @param privateKey EC or RSA
 * @param certificate good for 127.0.0.1, or for one host
 */
public record TestCertificates(PrivateKey privateKey, X509Certificate certificate) {

  /** Of every key store. */
  public static final String PASSWORD = "test";

  /** First instant at which certificates are valid. */
  public static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");

  /** Last instant at which certificates are valid. */
  public static final Instant UNTIL = Instant.parse("2050-01-01T00:00:00Z");

  private static final GeneralName LOOPBACK = new GeneralName(GeneralName.iPAddress, "127.0.0.1");

  /** On P-256. */
  public static TestCertificates ec(String subject) {
    return ec(subject, UNTIL);
  }

  /** On P-256, until then. */
  public static TestCertificates ec(String subject, Instant until) {
    return of(ecPair(), "SHA256withECDSA", subject, until, LOOPBACK);
  }

  /** On P-256, good for this host alone. */
  public static TestCertificates forHost(String host) {
    return of(
        ecPair(),
        "SHA256withECDSA",
        "CN=" + host,
        UNTIL,
        new GeneralName(GeneralName.dNSName, host));
  }

  /** A new pair on P-256, without a certificate. */
  public static KeyPair ecPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of 2048 bits. All have the same key: another one takes a second or two. */
  public static TestCertificates rsa(String subject) {
    return of(OneRsaPair.INSTANCE, "SHA256withRSA", subject, UNTIL, LOOPBACK);
  }

  /** The same with a key of its own. */
  public static TestCertificates anotherRsa(String subject) {
    return of(rsaPair(), "SHA256withRSA", subject, UNTIL, LOOPBACK);
  }

  /** Of any strength. */
  public static TestCertificates of(String kind, int bits, String algorithm, String subject) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      generator.initialize(bits);
      return of(generator.generateKeyPair(), algorithm, subject, UNTIL, LOOPBACK);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair rsaPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class OneRsaPair {
    static final KeyPair INSTANCE = rsaPair();
  }

  private static TestCertificates of(
      KeyPair pair, String algorithm, String subject, Instant until, GeneralName host) {
    try {
      X500Name name = new X500Name(subject);
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              new BigInteger(64, new java.security.SecureRandom()),
              Date.from(FROM),
              Date.from(until),
              name,
              pair.getPublic());
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(host));
      return new TestCertificates(
          pair.getPrivate(),
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate()))));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The certificate as text, with its final newline. */
  public String pem() {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SHA-256 of the DER certificate, in hexadecimal. */
  public String thumbprint() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** This key's signature of a text, as a trust anchor signs a certificate's. */
  public String signatureOf(String text) {
    try {
      Signature signature = Signature.getInstance(certificate.getSigAlgName());
      signature.initSign(privateKey);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a PKCS#12 file with key and certificate. */
  public Path store(Path file, String alias) {
    return write(
        file,
        store ->
            store.setKeyEntry(
                alias, privateKey, PASSWORD.toCharArray(), new X509Certificate[] {certificate}));
  }

  /** Writes a PKCS#12 file with the certificate alone, as trusted. */
  public Path trustStore(Path file) {
    return write(file, store -> store.setCertificateEntry("trusted", certificate));
  }

  private static Path write(Path file, Filling filling) {
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      filling.fill(store);
      store.store(out, PASSWORD.toCharArray());
      return file;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Filling {
    void fill(KeyStore store) throws GeneralSecurityException;
  }
}
