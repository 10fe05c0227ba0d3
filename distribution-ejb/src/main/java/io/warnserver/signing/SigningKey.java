package io.warnserver.signing;

import io.warnserver.protocols.keys.SignatureInfo;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/**
 * A key that signs for the apps: ECDSA on P-256 with SHA-256, deterministic (RFC 6979), so that the
 * same content gives the same bytes in every process. Printing it shows nothing of the private
 * part.
 */
public final class SigningKey {

  /** The arithmetic made for this curve, which is several times as fast as the general one. */
  private static final X9ECParameters P256 = CustomNamedCurves.getByName("secp256r1");

  private static final ECDomainParameters DOMAIN =
      new ECDomainParameters(P256.getCurve(), P256.getG(), P256.getN(), P256.getH());

  private final String name;
  private final ECPrivateKeyParameters privateKey;
  private final X509Certificate certificate;
  private final Optional<ECPublicKeyParameters> publicPoint;
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
    this.privateKey = new ECPrivateKeyParameters(privateKey.getS(), DOMAIN);
    this.certificate = certificate;
    publicPoint = publicPoint(certificate.getPublicKey());
    this.info = info;
  }

  private static Optional<ECPublicKeyParameters> publicPoint(PublicKey key) {
    if (!(key instanceof ECPublicKey ecKey)) {
      return Optional.empty();
    }
    try {
      ECPoint point = ecKey.getW();
      return Optional.of(
          new ECPublicKeyParameters(
              P256.getCurve().validatePoint(point.getAffineX(), point.getAffineY()), DOMAIN));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
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
    BigInteger[] rs = signer.generateSignature(sha256);
    try {
      return StandardDSAEncoding.INSTANCE.encode(P256.getN(), rs[0], rs[1]);
    } catch (IOException e) {
      throw new IllegalStateException("a signature can always be encoded", e);
    }
  }

  /**
   * Checks a signature with the public half.
   *
   * @param sha256 of the content, 32 bytes
   * @param signature in X9.62 DER
   */
  public boolean accepts(byte[] sha256, byte[] signature) {
    if (publicPoint.isEmpty()) {
      return false;
    }
    try {
      BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(P256.getN(), signature);
      ECDSASigner verifier = new ECDSASigner();
      verifier.init(false, publicPoint.get());
      return verifier.verifySignature(sha256, rs[0], rs[1]);
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "SigningKey[" + name + "]";
  }
}
