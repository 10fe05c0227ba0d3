package io.warnserver.federation.audit;

import io.warnserver.federation.signature.BatchSignature;
import io.warnserver.federation.signature.CertificateSubject;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The gateway operator's certificates that vouch for those of the countries; several while they are
 * exchanged.
 *
 * @param certificates at least one
 */
public record TrustAnchors(List<X509Certificate> certificates) {

  private static final Pattern THUMBPRINT = Pattern.compile("[0-9a-fA-F]{1,64}");

  /** Bits of the shortest keys that cannot be broken with effort (BSI TR-02102-1). */
  private static final Map<String, Integer> SHORTEST_KEYS = Map.of("RSA", 2048, "EC", 250);

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
            entry,
            entry.uploaderCertificate(),
            entry.uploaderThumbprint(),
            entry.uploaderOperatorSignature());
    if (uploader != Finding.VERIFIED) {
      return uploader;
    }
    if (entry.signingCertificate().equals(entry.uploaderCertificate())) {
      // The gateway knows one for TLS and another one that signs.
      return Finding.WRONG_CERTIFICATE;
    }
    return check(
        entry,
        entry.signingCertificate(),
        entry.signingThumbprint(),
        entry.signingOperatorSignature());
  }

  private Finding check(AuditEntry entry, String pem, String thumbprint, String signature) {
    if (certificates.stream().noneMatch(anchor -> hasSigned(anchor, pem, signature))) {
      return Finding.WRONG_OPERATOR_SIGNATURE;
    }
    try {
      X509Certificate certificate = parse(pem);
      if (!isThumbprint(thumbprint, certificate)) {
        return Finding.WRONG_THUMBPRINT;
      }
      List<String> countries = CertificateSubject.countriesOf(certificate);
      return countries.size() == 1
              && countries.get(0).equalsIgnoreCase(entry.country())
              && wasValid(certificate, entry.time())
              && isStrong(certificate)
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

  /** When the upload was made; the audit may come much later. */
  private static boolean wasValid(X509Certificate certificate, Optional<Instant> uploaded) {
    return uploaded
        .map(
            time ->
                !time.isBefore(certificate.getNotBefore().toInstant())
                    && !time.isAfter(certificate.getNotAfter().toInstant()))
        .orElse(true);
  }

  private static boolean isStrong(X509Certificate certificate) {
    PublicKey key = certificate.getPublicKey();
    int bits =
        key instanceof RSAKey rsa
            ? rsa.getModulus().bitLength()
            : key instanceof ECKey ec ? ec.getParams().getOrder().bitLength() : 0;
    return bits >= SHORTEST_KEYS.getOrDefault(key.getAlgorithm(), Integer.MAX_VALUE)
        && !BatchSignature.isWeak(certificate.getSigAlgName());
  }

  /** As numbers: gateways have sent some without their leading zeros. */
  private static boolean isThumbprint(String thumbprint, X509Certificate certificate)
      throws GeneralSecurityException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return THUMBPRINT.matcher(thumbprint).matches()
        && new BigInteger(thumbprint, 16).equals(new BigInteger(1, hash));
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
