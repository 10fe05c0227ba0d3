package io.warnserver.federation.audit;

import io.warnserver.federation.signature.CertificateSubject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
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
   * What is wrong with the two certificates of an upload (federation gateway protocol, audit, steps
   * 1 and 2); {@link Finding#VERIFIED} if nothing is.
   */
  Finding check(AuditEntry entry) {
    Finding uploader =
        check(
            entry.country(),
            entry.uploaderCertificate(),
            entry.uploaderThumbprint(),
            entry.uploaderOperatorSignature());
    return uploader != Finding.VERIFIED
        ? uploader
        : check(
            entry.country(),
            entry.signingCertificate(),
            entry.signingThumbprint(),
            entry.signingOperatorSignature());
  }

  private Finding check(String country, String pem, String thumbprint, String signature) {
    if (certificates.stream().noneMatch(anchor -> hasSigned(anchor, pem, signature))) {
      return Finding.WRONG_OPERATOR_SIGNATURE;
    }
    try {
      X509Certificate certificate = parse(pem);
      if (!thumbprintOf(certificate).equalsIgnoreCase(thumbprint)) {
        return Finding.WRONG_THUMBPRINT;
      }
      return CertificateSubject.countriesOf(certificate).contains(country)
          ? Finding.VERIFIED
          : Finding.WRONG_CERTIFICATE;
    } catch (GeneralSecurityException e) {
      return Finding.WRONG_CERTIFICATE;
    }
  }

  /** A certificate from its PEM text. */
  static X509Certificate parse(String pem) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String thumbprintOf(X509Certificate certificate) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
  }

  /** Over the PEM text's bytes, the final newline included; anything may stand for a signature. */
  private static boolean hasSigned(X509Certificate anchor, String pem, String signature) {
    try {
      Signature verifier = Signature.getInstance(anchor.getSigAlgName());
      verifier.initVerify(anchor.getPublicKey());
      verifier.update(pem.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
