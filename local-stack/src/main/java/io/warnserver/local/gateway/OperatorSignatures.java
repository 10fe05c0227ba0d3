package io.warnserver.local.gateway;

import io.warnserver.local.certificates.IssuedCertificate;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The operator's signatures over the countries' certificates: plain ones with the algorithm of the
 * trust anchor's own signature, over the PEM text's bytes, in base64 (federation gateway protocol,
 * audit).
 */
final class OperatorSignatures {

  private final IssuedCertificate anchor;
  private final Map<String, String> made = new ConcurrentHashMap<>();

  OperatorSignatures(IssuedCertificate anchor) {
    this.anchor = anchor;
  }

  String of(X509Certificate certificate) {
    String pem = IssuedCertificate.pem(certificate);
    return made.computeIfAbsent(pem, text -> sign(anchor.key(), text));
  }

  /** A good signature of the operator's, but over another text. */
  String ofAnotherText(X509Certificate certificate) {
    return sign(anchor.key(), IssuedCertificate.pem(certificate) + "\n");
  }

  private String sign(PrivateKey key, String pem) {
    try {
      Signature signature = Signature.getInstance(anchor.certificate().getSigAlgName());
      signature.initSign(key);
      signature.update(pem.getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
