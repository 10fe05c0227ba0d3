package io.warnserver.federation.audit;

import io.warnserver.federation.signature.CertificateSubject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** Checks the two certificates of an upload (federation gateway protocol, audit, steps 1 and 2). */
final class UploadCertificates {

  private final TrustAnchors anchors;

  UploadCertificates(TrustAnchors anchors) {
    this.anchors = anchors;
  }

  /** What is wrong with them; {@link Finding#VERIFIED} if nothing is. */
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
    if (!anchors.haveSigned(pem, signature)) {
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
}
