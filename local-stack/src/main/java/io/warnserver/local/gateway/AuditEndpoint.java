package io.warnserver.local.gateway;

import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.FederationCertificates;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.local.gateway.Conduct.AuditPart;
import io.warnserver.protocols.federation.DiagnosisKey;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Federation gateway protocol, audit. */
final class AuditEndpoint implements Endpoint {

  private static final String PATH = Call.ROOT + "/audit/download/";

  /** {@code 2026-11-23T10:48:46.71Z}: as many decimals as there are. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral('Z')
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final KeyExchange exchange;
  private final FederationCertificates certificates;
  private final Map<String, String> operatorSignatures = new ConcurrentHashMap<>();

  AuditEndpoint(KeyExchange exchange, FederationCertificates certificates) {
    this.exchange = exchange;
    this.certificates = certificates;
  }

  @Override
  public Answer answer(
      Request request, String country, X509Certificate certificate, Conduct conduct) {
    String[] parts = request.path().split("/", -1);
    if (!request.path().startsWith(PATH) || parts.length != 6) {
      throw new Refusal(404, "there is nothing here");
    }
    Endpoint.requireMethod(request, "GET");
    Endpoint.requireJsonAccepted(request.header("Accept"));
    LocalDate date = DownloadEndpoint.date(parts[4]);
    DownloadEndpoint.requireYoung(date, exchange);
    Batch batch =
        exchange
            .find(parts[5])
            .filter(found -> found.date().equals(date))
            .orElseThrow(() -> new Refusal(404, "there is no such batch on this date"));
    JsonArrayBuilder entries = Json.createArrayBuilder();
    for (Upload upload : batch.uploads()) {
      Predicate<AuditPart> isForged =
          part -> conduct.equals(new Conduct.Forged(upload.country(), part));
      if (!isForged.test(AuditPart.ENTRY)) {
        entries.add(entry(upload, isForged));
      }
    }
    return Answer.json(200, entries.build());
  }

  private JsonObjectBuilder entry(Upload upload, Predicate<AuditPart> isForged) {
    X509Certificate uploader = upload.uploader();
    X509Certificate signer = upload.signer();
    return Json.createObjectBuilder()
        .add("country", upload.country())
        .add("uploadedTime", TIME.format(upload.time()))
        .add("uploaderCertificate", IssuedCertificate.pem(uploader))
        .add(
            "uploaderThumbprint",
            thumbprint(uploader, isForged.test(AuditPart.UPLOADER_THUMBPRINT)))
        .add(
            "uploaderOperatorSignature",
            operatorSignature(uploader, isForged.test(AuditPart.UPLOADER_OPERATOR_SIGNATURE)))
        .add("signingCertificate", IssuedCertificate.pem(signer))
        .add(
            "uploaderSigningThumbprint",
            thumbprint(signer, isForged.test(AuditPart.SIGNING_THUMBPRINT)))
        .add(
            "signingCertificateOperatorSignature",
            operatorSignature(signer, isForged.test(AuditPart.SIGNING_OPERATOR_SIGNATURE)))
        .add("amount", upload.amount() + (isForged.test(AuditPart.AMOUNT) ? 1 : 0))
        .add(
            "batchSignature",
            isForged.test(AuditPart.BATCH_SIGNATURE)
                ? signatureOverOtherKeys(upload)
                : upload.signature());
  }

  /** The wrong one is that of the operator's certificate. */
  private String thumbprint(X509Certificate certificate, boolean wrong) {
    return IssuedCertificate.thumbprint(
        wrong ? certificates.trustAnchor().certificate() : certificate);
  }

  /** The wrong one is a good one, but over another text. */
  private String operatorSignature(X509Certificate certificate, boolean wrong) {
    return operatorSignatures.computeIfAbsent(
        IssuedCertificate.pem(certificate) + (wrong ? "\n" : ""), this::signedByOperator);
  }

  /**
   * A plain signature with the algorithm of the trust anchor's own, over the PEM text's bytes, in
   * base64 (federation gateway protocol, audit).
   */
  private String signedByOperator(String pem) {
    IssuedCertificate anchor = certificates.trustAnchor();
    try {
      Signature signature = Signature.getInstance(anchor.certificate().getSigAlgName());
      signature.initSign(anchor.key());
      signature.update(pem.getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String signatureOverOtherKeys(Upload upload) {
    List<DiagnosisKey> keys = upload.parsed();
    List<String> others = SignedEntries.ofAll(keys.subList(1, keys.size()));
    return BatchSignature.sign(
        SignedEntries.signed(others), certificates.of(upload.country(), CertificateRole.SIGNING));
  }
}
