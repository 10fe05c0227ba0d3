package io.warnserver.local.certificates;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes keys and certificates that they have signed themselves: the gateway knows certificates by
 * their fingerprints, not by who issued them.
 */
public final class CertificateIssue {

  private static final int SERIAL_BITS = 120;

  /** Played days lie before now. */
  private static final Duration BEFORE = Duration.ofDays(60);

  private static final Duration AFTER = Duration.ofDays(3650);

  private CertificateIssue() {}

  /** The kinds of keys that the gateway takes. */
  public enum KeyKind {
    /** RSA of 2048 bits: longer ones take seconds to make, and nobody trusts these. */
    RSA("SHA256withRSA", 2048),
    /** P-256. */
    EC("SHA256withECDSA", 256);

    private final String algorithm;
    private final int bits;

    KeyKind(String algorithm, int bits) {
      this.algorithm = algorithm;
      this.bits = bits;
    }
  }

  /** Valid for ten years from now on, and for the two months before. */
  public static IssuedCertificate longLived(String subject, KeyKind kind, Instant now) {
    return make(subject, kind, now.minus(BEFORE), now.plus(AFTER));
  }

  /**
   * Makes one that is good for a TLS server on this machine, too.
   *
   * @param subject a distinguished name; {@code OU=Development} in it keeps it out of production
   * @param from the first moment of validity
   * @param to the last one
   */
  public static IssuedCertificate make(String subject, KeyKind kind, Instant from, Instant to) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.name());
      generator.initialize(kind.bits);
      KeyPair pair = generator.generateKeyPair();
      X500Name name = new X500Name(subject);
      var builder =
          new JcaX509v3CertificateBuilder(
              name,
              new BigInteger(SERIAL_BITS, new SecureRandom()),
              Date.from(from),
              Date.from(to),
              name,
              pair.getPublic());
      GeneralName[] names = {
        new GeneralName(GeneralName.dNSName, "localhost"),
        new GeneralName(GeneralName.iPAddress, "127.0.0.1")
      };
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      var signer = new JcaContentSignerBuilder(kind.algorithm).build(pair.getPrivate());
      return new IssuedCertificate(
          pair.getPrivate(),
          new JcaX509CertificateConverter().getCertificate(builder.build(signer)));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException("a development certificate cannot be made", e);
    }
  }
}
