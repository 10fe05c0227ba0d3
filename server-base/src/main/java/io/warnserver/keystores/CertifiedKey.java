package io.warnserver.keystores;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key with its certificate.
 *
 * @param key RSA, or EC
 * @param chain its certificate first
 */
public record CertifiedKey(PrivateKey key, List<X509Certificate> chain) {

  private static final byte[] PROBE = {1, 2, 3};

  /** Takes the chain as it is. */
  public CertifiedKey {
    chain = List.copyOf(chain);
  }

  /** The key's own. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** Whether it was made by the local stack, for nobody's production. */
  boolean isForDevelopment() {
    return certificate().getSubjectX500Principal().getName().contains("OU=Development");
  }

  /** Whether what the key signs is what the certificate vouches for. */
  boolean isPair() {
    try {
      Signature signature =
          Signature.getInstance(
              key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certificate().getPublicKey());
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      // Of another kind, or on another curve.
      return false;
    }
  }

  @Override
  public String toString() {
    return "CertifiedKey[********]";
  }
}
