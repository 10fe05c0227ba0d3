package io.warnserver.federation.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the gateway says of one upload in a batch (federation gateway protocol, audit). Nothing has
 * been checked yet; a text that is missing is empty.
 *
 * @param country who uploaded
 * @param uploadedTime when
 * @param uploaderCertificate TLS certificate, PEM
 * @param uploaderThumbprint SHA-256 of its DER form, hexadecimal
 * @param uploaderOperatorSignature of its PEM text, base64
 * @param signingCertificate PEM
 * @param signingThumbprint SHA-256 of its DER form, hexadecimal
 * @param signingOperatorSignature of its PEM text, base64
 * @param amount keys in the upload
 * @param batchSignature base64 of a detached CMS
 */
public record AuditEntry(
    String country,
    Optional<Instant> uploadedTime,
    String uploaderCertificate,
    String uploaderThumbprint,
    String uploaderOperatorSignature,
    String signingCertificate,
    String signingThumbprint,
    String signingOperatorSignature,
    int amount,
    String batchSignature) {

  /** Whether everything is there that the check needs. */
  boolean isComplete() {
    return amount > 0
        && Stream.of(
                uploaderCertificate,
                uploaderThumbprint,
                uploaderOperatorSignature,
                signingCertificate,
                signingThumbprint,
                signingOperatorSignature,
                batchSignature)
            .noneMatch(String::isEmpty);
  }
}
