package io.warnserver.local.managed;

import io.warnserver.local.certificates.IssuedCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Keys and certificates for a server's TLS listeners and for a caller with a certificate, as
 * PKCS#12 files.
 *
 * @param folder holds the files
 */
public record TlsFiles(Path folder) {

  static final String ALIAS = "server";
  static final String PASSWORD = "development-tls";

  /** Makes them. */
  static TlsFiles in(Path folder) throws IOException, GeneralSecurityException {
    Files.createDirectories(folder);
    TlsFiles files = new TlsFiles(folder);
    for (String name : new String[] {ALIAS, "caller", "stranger"}) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      X509Certificate certificate = certificate(name, pair);
      KeyStore keys = empty();
      keys.setKeyEntry(
          name, pair.getPrivate(), PASSWORD.toCharArray(), new X509Certificate[] {certificate});
      write(keys, folder.resolve(name + ".p12"));
      KeyStore trusted = empty();
      trusted.setCertificateEntry(name, certificate);
      write(trusted, folder.resolve(name + "-trusted.p12"));
    }
    return files;
  }

  /** The server's key. */
  Path serverKey() {
    return folder.resolve(ALIAS + ".p12");
  }

  /** The certificates of those who may call back. */
  Path trustedCallers() {
    return folder.resolve("caller-trusted.p12");
  }

  /** SHA-256 of the caller's certificate. */
  String callerFingerprint() throws IOException, GeneralSecurityException {
    return IssuedCertificate.thumbprint(
        (X509Certificate) read(folder.resolve("caller-trusted.p12")).getCertificate("caller"));
  }

  /** Trusts the server, shows no certificate. */
  public SSLContext withoutCertificate() throws IOException, GeneralSecurityException {
    return context(null);
  }

  /** Trusts the server, shows the caller's certificate. */
  public SSLContext caller() throws IOException, GeneralSecurityException {
    return context("caller");
  }

  /** Trusts the server, shows a certificate that the server does not know. */
  public SSLContext stranger() throws IOException, GeneralSecurityException {
    return context("stranger");
  }

  private SSLContext context(String name) throws IOException, GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(read(folder.resolve(ALIAS + "-trusted.p12")));
    KeyManager[] keys = null;
    if (name != null) {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(read(folder.resolve(name + ".p12")), PASSWORD.toCharArray());
      keys = factory.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return context;
  }

  private static X509Certificate certificate(String name, KeyPair pair)
      throws GeneralSecurityException, IOException {
    var now = Clock.systemUTC().instant();
    X500Name subject = new X500Name("CN=" + name);
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              subject,
              new BigInteger(120, new SecureRandom()),
              Date.from(now.minus(Duration.ofDays(1))),
              Date.from(now.plus(Duration.ofDays(30))),
              subject,
              pair.getPublic());
      GeneralName[] names = {
        new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
        new GeneralName(GeneralName.dNSName, "localhost")
      };
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static KeyStore read(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static void write(KeyStore store, Path file)
      throws GeneralSecurityException, IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }
}
