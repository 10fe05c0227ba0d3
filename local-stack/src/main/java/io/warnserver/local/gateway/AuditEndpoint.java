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
    Refusal.when(
        !request.path().startsWith(PATH) || parts.length != 6, 404, "there is nothing here");
    request.requireMethod("GET");
    request.requireJsonAccepted();
    LocalDate date = DownloadEndpoint.date(parts[4]);
    DownloadEndpoint.requireYoung(date, exchange);
    Batch batch =
        exchange
            .find(parts[5])
            .filter(found -> found.date().equals(date))
            .orElseThrow(() -> new Refusal(404, "there is no such batch on this date"));
    JsonArrayBuilder entries = Json.createArrayBuilder();
    for (Upload upload : batch.uploads()) {
      if (!conduct.equals(new Conduct.Forged(upload.country(), AuditPart.ENTRY))) {
        entries.add(entry(upload, conduct));
      }
    }
    return Answer.json(200, entries.build());
  }

  private JsonObjectBuilder entry(Upload upload, Conduct conduct) {
    String uploader = IssuedCertificate.pem(upload.uploader());
    String signer = IssuedCertificate.pem(upload.signer());
    JsonObjectBuilder entry =
        Json.createObjectBuilder()
            .add("country", upload.country())
            .add("uploadedTime", TIME.format(upload.time()))
            .add("uploaderCertificate", uploader)
            .add("uploaderThumbprint", IssuedCertificate.thumbprint(upload.uploader()))
            .add("uploaderOperatorSignature", operatorSignature(uploader))
            .add("signingCertificate", signer)
            .add("uploaderSigningThumbprint", IssuedCertificate.thumbprint(upload.signer()))
            .add("signingCertificateOperatorSignature", operatorSignature(signer))
            .add("amount", upload.amount())
            .add("batchSignature", upload.signature());
    if (conduct instanceof Conduct.Forged forged && forged.country().equals(upload.country())) {
      String otherThumbprint =
          IssuedCertificate.thumbprint(certificates.trustAnchor().certificate());
      switch (forged.part()) {
        case UPLOADER_THUMBPRINT -> entry.add("uploaderThumbprint", otherThumbprint);
        case SIGNING_THUMBPRINT -> entry.add("uploaderSigningThumbprint", otherThumbprint);
        case UPLOADER_OPERATOR_SIGNATURE ->
            entry.add("uploaderOperatorSignature", operatorSignature(uploader + "\n"));
        case SIGNING_OPERATOR_SIGNATURE ->
            entry.add("signingCertificateOperatorSignature", operatorSignature(signer + "\n"));
        case AMOUNT -> entry.add("amount", upload.amount() + 1);
        case BATCH_SIGNATURE -> entry.add("batchSignature", signatureOverOtherKeys(upload));
        case ENTRY -> throw new IllegalStateException("there is no such entry");
      }
    }
    return entry;
  }

  private String operatorSignature(String pem) {
    return operatorSignatures.computeIfAbsent(pem, this::signedByOperator);
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
