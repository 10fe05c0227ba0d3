package io.warnserver.local.certificates;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A certificate with its private key.
 *
 * @param key the private key
 * @param certificate X.509
 */
public record IssuedCertificate(PrivateKey key, X509Certificate certificate) {

  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /** The public key alone, as one PEM block with a newline at its end. */
  public String publicKeyPem() {
    return pem("PUBLIC KEY", certificate.getPublicKey().getEncoded());
  }

  /** One PEM block with a newline at its end: the bytes that the operator signs. */
  public static String pem(X509Certificate certificate) {
    return pem("CERTIFICATE", der(certificate));
  }

  /** SHA-256 of the DER bytes, 64 small hexadecimal digits. */
  public static String thumbprint(X509Certificate certificate) {
    return DigestUtils.sha256Hex(der(certificate));
  }

  /** A store with both as its only entry. */
  KeyStore keyStore(String alias, char[] password) {
    return store(
        alias,
        new KeyStore.PrivateKeyEntry(key, new X509Certificate[] {certificate}),
        new KeyStore.PasswordProtection(password));
  }

  /** A store with a certificate as its only entry. */
  static KeyStore trustStore(String alias, X509Certificate certificate) {
    return store(alias, new KeyStore.TrustedCertificateEntry(certificate), null);
  }

  private static KeyStore store(
      String alias, KeyStore.Entry entry, KeyStore.ProtectionParameter protection) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setEntry(alias, entry, protection);
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String what, byte[] der) {
    String base64 = LINES.encodeToString(der);
    return String.join(
        "\n", "-----BEGIN " + what + "-----", base64, "-----END " + what + "-----", "");
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
