package io.warnserver.signing;

import io.warnserver.protocols.keys.SignatureInfo;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/**
 * A key that signs for the apps: ECDSA on P-256 with SHA-256, deterministic (RFC 6979), so that the
 * same content gives the same bytes in every process. Printing it shows nothing of the private
 * part.
 */
public final class SigningKey {

  /** With the arithmetic made for this curve, several times as fast as the general one. */
  private static final ECDomainParameters P256 =
      new ECDomainParameters(CustomNamedCurves.getByName("secp256r1"));

  private final String name;
  private final ECPrivateKeyParameters privateKey;
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
    this.privateKey = new ECPrivateKeyParameters(privateKey.getS(), P256);
    this.certificate = certificate;
    this.info = info;
  }

  /** Whether a key is on the one curve that the apps know. */
  static boolean isOnP256(ECPrivateKey key) {
    return key.getParams().getOrder().equals(P256.getN());
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

  /**
   * Signs content by its digest.
   *
   * @param sha256 of the content, 32 bytes
   * @return the signature in X9.62 DER
   */
  public byte[] sign(byte[] sha256) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, privateKey);
    BigInteger[] signature = signer.generateSignature(sha256);
    try {
      return StandardDSAEncoding.INSTANCE.encode(P256.getN(), signature[0], signature[1]);
    } catch (IOException e) {
      throw new IllegalStateException("a signature can always be encoded", e);
    }
  }

  /**
   * Checks a signature with the public half, by other code than that which signs: the JDK's.
   *
   * @param sha256 of the content, 32 bytes
   * @param signature in X9.62 DER
   */
  public boolean accepts(byte[] sha256, byte[] signature) {
    try {
      Signature checking = Signature.getInstance("NONEwithECDSA", "SunEC");
      checking.initVerify(publicKey());
      checking.update(sha256);
      return checking.verify(signature);
    } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
      throw new IllegalStateException("the Java runtime has no ECDSA", e);
    } catch (GeneralSecurityException e) {
      // No signature at all, or the certificate is one of another kind of key.
      return false;
    }
  }

  @Override
  public String toString() {
    return "SigningKey[" + name + "]";
  }
}
