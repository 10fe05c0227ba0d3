package io.warnserver.local.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.FederationCertificates;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.local.gateway.Conduct.AuditPart;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Federation gateway protocol, audit. */
final class AuditEndpoint implements Endpoint {

  private static final String PATH = Call.root() + "/audit/download/";

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
  private final OperatorSignatures operator;

  AuditEndpoint(
      KeyExchange exchange, FederationCertificates certificates, OperatorSignatures operator) {
    this.exchange = exchange;
    this.certificates = certificates;
    this.operator = operator;
  }

  @Override
  public Answer answer(
      Request request, String country, X509Certificate certificate, Conduct conduct) {
    if (!request.path().startsWith(PATH) || request.path().split("/", -1).length != 6) {
      throw new Refusal(404, "there is nothing here");
    }
    Endpoint.requireMethod(request, "GET");
    Endpoint.requireJsonAccepted(request.header("Accept"));
    String[] parts = request.path().split("/", -1);
    LocalDate date = DownloadEndpoint.date(parts[4]);
    DownloadEndpoint.requireYoung(date, exchange);
    Batch batch =
        exchange
            .find(parts[5])
            .filter(found -> found.date().equals(date))
            .orElseThrow(() -> new Refusal(404, "there is no such batch on this date"));
    return Answer.json(
        200,
        JsonText.write(
            json -> {
              json.writeStartArray();
              for (Upload upload : batch.uploads()) {
                write(json, upload, conduct);
              }
              json.writeEndArray();
            }));
  }

  private void write(JsonGenerator json, Upload upload, Conduct conduct) throws IOException {
    if (isForged(conduct, upload, AuditPart.ENTRY)) {
      return;
    }
    X509Certificate signer = upload.signer();
    json.writeStartObject();
    json.writeStringField("country", upload.country());
    json.writeStringField("uploadedTime", TIME.format(upload.time()));
    json.writeStringField("uploaderCertificate", IssuedCertificate.pem(upload.uploader()));
    json.writeStringField(
        "uploaderThumbprint",
        thumbprint(upload.uploader(), isForged(conduct, upload, AuditPart.UPLOADER_THUMBPRINT)));
    json.writeStringField(
        "uploaderOperatorSignature",
        operatorSignature(
            upload.uploader(), isForged(conduct, upload, AuditPart.UPLOADER_OPERATOR_SIGNATURE)));
    json.writeStringField("signingCertificate", IssuedCertificate.pem(signer));
    json.writeStringField(
        "uploaderSigningThumbprint",
        thumbprint(signer, isForged(conduct, upload, AuditPart.SIGNING_THUMBPRINT)));
    json.writeStringField(
        "signingCertificateOperatorSignature",
        operatorSignature(signer, isForged(conduct, upload, AuditPart.SIGNING_OPERATOR_SIGNATURE)));
    json.writeNumberField(
        "amount", upload.amount() + (isForged(conduct, upload, AuditPart.AMOUNT) ? 1 : 0));
    json.writeStringField(
        "batchSignature",
        isForged(conduct, upload, AuditPart.BATCH_SIGNATURE)
            ? signatureOverOtherKeys(upload)
            : upload.signature());
    json.writeEndObject();
  }

  private static boolean isForged(Conduct conduct, Upload upload, AuditPart part) {
    return conduct instanceof Conduct.Forged forged
        && forged.country().equals(upload.country())
        && forged.part() == part;
  }

  /** The wrong one is that of the operator's certificate. */
  private String thumbprint(X509Certificate certificate, boolean wrong) {
    return IssuedCertificate.thumbprint(
        wrong ? certificates.trustAnchor().certificate() : certificate);
  }

  private String operatorSignature(X509Certificate certificate, boolean wrong) {
    return wrong ? operator.ofAnotherText(certificate) : operator.of(certificate);
  }

  private String signatureOverOtherKeys(Upload upload) {
    var keys = upload.parsed();
    return BatchSignature.sign(
        SignedEntries.signedOf(keys.subList(1, keys.size())),
        certificates.of(upload.country(), CertificateRole.SIGNING));
  }
}
