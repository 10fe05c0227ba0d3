package io.warnserver.local.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The signing key of a developer's machine: EC P-256 in a PKCS#12 file, made once. Its certificate
 * says {@code OU=Development}, which production refuses.
 *
 * @param keystore the PKCS#12 file
 * @param publicKeyPem the public key as one PEM block
 */
public record DevelopmentKey(Path keystore, String publicKeyPem) {

  /** The entry in the key store. */
  public static final String ALIAS = "signing";

  private static final X500Name SUBJECT =
      new X500Name("CN=Warn Server signing key, OU=Development");
  private static final Duration BEFORE = Duration.ofDays(60);
  private static final Duration AFTER = Duration.ofDays(3650);
  private static final int SERIAL_BITS = 120;

  /** The key store's password. */
  public static String password() {
    return Secrets.password("signing");
  }

  /**
   * Reads the key from a folder; makes one where there is none.
   *
   * @throws StartFailedException where the file is not what was written
   */
  public static DevelopmentKey in(Path folder, Clock clock) {
    Path keystore = folder.resolve("signing-key.p12");
    try {
      if (!Files.exists(keystore)) {
        make(keystore, clock.instant());
      }
      return new DevelopmentKey(keystore, pem(keystore));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new StartFailedException("the development signing key " + keystore + " is unusable", e);
    }
  }

  private static void make(Path keystore, Instant now)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    char[] password = password().toCharArray();
    X509Certificate certificate = certificate(pair, now);
    store.setKeyEntry(ALIAS, pair.getPrivate(), password, new X509Certificate[] {certificate});
    Path temporary = keystore.resolveSibling("signing-key.tmp");
    try (OutputStream file = Files.newOutputStream(temporary)) {
      store.store(file, password);
    }
    Files.move(temporary, keystore, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Valid for the played days too, which lie before now. */
  private static X509Certificate certificate(KeyPair pair, Instant now)
      throws GeneralSecurityException, OperatorCreationException {
    var builder =
        new JcaX509v3CertificateBuilder(
            SUBJECT,
            new BigInteger(SERIAL_BITS, new java.security.SecureRandom()),
            Date.from(now.minus(BEFORE)),
            Date.from(now.plus(AFTER)),
            SUBJECT,
            pair.getPublic());
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static String pem(Path keystore) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(keystore)) {
      store.load(file, password().toCharArray());
    }
    byte[] key = store.getCertificate(ALIAS).getPublicKey().getEncoded();
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(key);
    return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
  }
}
