package io.warnserver.federation.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * The gateway operator's certificates that vouch for those of the countries; several while they are
 * exchanged.
 *
 * @param certificates at least one
 */
public record TrustAnchors(List<X509Certificate> certificates) {

  /**
   * @throws IllegalArgumentException without a certificate
   */
  public TrustAnchors {
    certificates = List.copyOf(certificates);
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("at least one trust anchor is needed");
    }
  }

  /**
   * Whether one of them has signed a certificate's text (federation gateway protocol, audit: over
   * the PEM text's bytes, the final newline included).
   *
   * @param signature base64; anything
   */
  boolean haveSigned(String pem, String signature) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(signature);
    } catch (IllegalArgumentException e) {
      return false;
    }
    byte[] text = pem.getBytes(StandardCharsets.UTF_8);
    return certificates.stream().anyMatch(anchor -> hasSigned(anchor, text, bytes));
  }

  private static boolean hasSigned(X509Certificate anchor, byte[] text, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(anchor.getSigAlgName());
      verifier.initVerify(anchor.getPublicKey());
      verifier.update(text);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
