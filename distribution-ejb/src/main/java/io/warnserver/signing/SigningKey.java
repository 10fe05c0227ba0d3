package io.warnserver.signing;

import io.warnserver.protocols.keys.SignatureInfo;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * A key that signs for the apps: ECDSA on P-256 with SHA-256, deterministic (RFC 6979), so that the
 * same content gives the same bytes in every process. Printing it shows nothing of the private
 * part.
 */
public final class SigningKey {

  /** Not registered: nothing else in the server is to get it by its order. */
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  private final String name;
  private final PrivateKey privateKey;
  private final X509Certificate certificate;
  private final SignatureInfo info;

  /**
   * @param name what the settings call it
   * @param privateKey on P-256
   * @param certificate of the public half
   * @param info what the apps find the public half by
   */
  SigningKey(
      String name, ECPrivateKey privateKey, X509Certificate certificate, SignatureInfo info) {
    this.name = name;
    this.privateKey = privateKey;
    this.certificate = certificate;
    this.info = info;
  }

  /** Whether a key is on the one curve that the apps know. */
  static boolean isOnP256(ECPrivateKey key) {
    return key.getParams().getOrder().equals(CustomNamedCurves.getByName("secp256r1").getN());
  }

  /** What the settings call it. */
  public String name() {
    return name;
  }

  /** What the apps find the public half by (key export format, {@code SignatureInfo}). */
  public SignatureInfo info() {
    return info;
  }

  /** The public half. */
  public PublicKey publicKey() {
    return certificate.getPublicKey();
  }

  /** The certificate of the public half. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Signs what it is updated with; the signature is in X9.62 DER. */
  public Signature signing() {
    try {
      Signature signing = Signature.getInstance("SHA256withECDDSA", BOUNCY_CASTLE);
      signing.initSign(privateKey);
      return signing;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key on P-256 can sign", e);
    }
  }

  /**
   * Checks a signature with the public half, by other code than that which signs: the JDK's.
   *
   * @param sha256 of the content, 32 bytes
   * @param signature in X9.62 DER
   */
  public boolean accepts(byte[] sha256, byte[] signature) {
    Signature checking = ofTheJdk();
    try {
      checking.initVerify(publicKey());
      checking.update(sha256);
      return checking.verify(signature);
    } catch (GeneralSecurityException e) {
      // No signature at all, or the certificate is one of another kind of key.
      return false;
    }
  }

  private static Signature ofTheJdk() {
    try {
      return Signature.getInstance("NONEwithECDSA", "SunEC");
    } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
      throw new IllegalStateException("the Java runtime has no ECDSA", e);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[" + name + "]";
  }
}
