package io.warnserver.local.certificates;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A certificate with its private key.
 *
 * @param key the private key
 * @param certificate X.509
 */
public record IssuedCertificate(PrivateKey key, X509Certificate certificate) {

  private static final int LINE = 64;

  /** One PEM block with a newline at its end: the bytes that the operator signs. */
  public String pem() {
    return pem(certificate);
  }

  /** SHA-256 of the DER bytes, 64 small hexadecimal digits. */
  public String thumbprint() {
    return thumbprint(certificate);
  }

  /** One PEM block with a newline at its end. */
  public static String pem(X509Certificate certificate) {
    String base64 =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(der(certificate));
    return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
  }

  /** SHA-256 of the DER bytes, 64 small hexadecimal digits. */
  public static String thumbprint(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(der(certificate)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate cannot be encoded", e);
    }
  }

  /** Not the key. */
  @Override
  public String toString() {
    return "IssuedCertificate[" + certificate.getSubjectX500Principal() + "]";
  }
}
