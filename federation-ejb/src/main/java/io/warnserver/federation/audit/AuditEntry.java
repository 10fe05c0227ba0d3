package io.warnserver.federation.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the gateway says of one upload in a batch (federation gateway protocol, audit). Nothing has
 * been checked yet; a text that is missing is empty.
 *
 * @param country who uploaded, in capitals
 * @param uploadedTime when, ISO 8601 with an offset
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
    String uploadedTime,
    String uploaderCertificate,
    String uploaderThumbprint,
    String uploaderOperatorSignature,
    String signingCertificate,
    String signingThumbprint,
    String signingOperatorSignature,
    int amount,
    String batchSignature) {

  /** What the gateway's JSON lacks comes as null. */
  public AuditEntry {
    country = orEmpty(country).toUpperCase(Locale.ROOT);
    uploadedTime = orEmpty(uploadedTime);
    uploaderCertificate = orEmpty(uploaderCertificate);
    uploaderThumbprint = orEmpty(uploaderThumbprint);
    uploaderOperatorSignature = orEmpty(uploaderOperatorSignature);
    signingCertificate = orEmpty(signingCertificate);
    signingThumbprint = orEmpty(signingThumbprint);
    signingOperatorSignature = orEmpty(signingOperatorSignature);
    batchSignature = orEmpty(batchSignature);
  }

  private static String orEmpty(String text) {
    return Objects.requireNonNullElse(text, "");
  }

  /** When it was uploaded; empty where that is not readable. */
  Optional<Instant> time() {
    try {
      return Optional.of(OffsetDateTime.parse(uploadedTime).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

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
