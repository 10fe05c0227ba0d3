package io.warnserver.local.gateway;

import static io.warnserver.local.gateway.TestGateway.keysIn;
import static io.warnserver.local.gateway.TestKeys.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.local.gateway.Conduct.AuditPart;
import io.warnserver.protocols.federation.DiagnosisKey;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Federation gateway protocol, audit. */
class AuditTest {

  private final TestGateway test = new TestGateway();

  @BeforeEach
  void seed() throws Exception {
    test.gateway.seed("FR", keys("FR", 1, 3));
    test.upload(keys("DE", 10, 2));
    test.gateway.seed("FR", keys("FR", 20, 2));
    test.gateway.batchUploads();
  }

  @AfterEach
  void end() {
    test.close();
  }

  @Test
  void audit_hasAnEntryForEachUpload_inOrder_onesOwnIncluded() throws Exception {
    List<Map<String, String>> entries = entries();

    assertThat(entries).extracting(e -> e.get("country")).containsExactly("FR", "DE", "FR");
    assertThat(entries).extracting(e -> e.get("amount")).containsExactly("3", "2", "2");
    assertThat(entries.get(0).get("uploadedTime")).isEqualTo("2026-11-23T10:00:00Z");
    assertThat(entries.get(1).get("uploadedTime")).isEqualTo("2026-11-23T10:00:00.01Z");
  }

  @Test
  void everyEntry_canBeVerified() throws Exception {
    List<DiagnosisKey> keys = keysIn(test.send("DE", test.download(test.today())));
    int next = 0;
    for (Map<String, String> entry : entries()) {
      String country = entry.get("country");
      IssuedCertificate uploader = test.certificates().of(country, CertificateRole.AUTHENTICATION);
      IssuedCertificate signing = test.certificates().of(country, CertificateRole.SIGNING);
      assertThat(entry)
          .containsEntry("uploaderCertificate", IssuedCertificate.pem(uploader.certificate()))
          .containsEntry("uploaderThumbprint", IssuedCertificate.thumbprint(uploader.certificate()))
          .containsEntry("signingCertificate", IssuedCertificate.pem(signing.certificate()))
          .containsEntry(
              "uploaderSigningThumbprint", IssuedCertificate.thumbprint(signing.certificate()));
      assertThat(operatorHasSigned(entry, "uploaderCertificate", "uploaderOperatorSignature"))
          .isTrue();
      assertThat(
              operatorHasSigned(entry, "signingCertificate", "signingCertificateOperatorSignature"))
          .isTrue();
      if (!country.equals("DE")) {
        int amount = Integer.parseInt(entry.get("amount"));
        byte[] signed = TestKeys.signed(keys.subList(next, next + amount));
        next += amount;
        assertThat(BatchSignature.verify(signed, entry.get("batchSignature")))
            .isEqualTo(signing.certificate());
      }
    }
    assertThat(next).isEqualTo(keys.size());
  }

  @Test
  void forgedParts_areWrong_forThatCountryOnly() throws Exception {
    List<Map<String, String>> good = entries();
    for (AuditPart part : AuditPart.values()) {
      test.gateway.next(Call.AUDIT, new Conduct.Forged("FR", part));
      List<Map<String, String>> forged = entries();
      if (part == AuditPart.ENTRY) {
        assertThat(forged).containsExactly(good.get(1));
      } else {
        assertThat(forged.get(0)).isNotEqualTo(good.get(0));
        assertThat(forged.get(1)).isEqualTo(good.get(1));
      }
    }
    assertThat(entries()).isEqualTo(good);
  }

  @Test
  void forgedSignatures_doNotVerify() throws Exception {
    test.gateway.always(Call.AUDIT, new Conduct.Forged("FR", AuditPart.BATCH_SIGNATURE));
    String signature = entries().get(0).get("batchSignature");
    byte[] signed = TestKeys.signed(keys("FR", 1, 3));
    assertThatThrownBy(() -> BatchSignature.verify(signed, signature)).isInstanceOf(Refusal.class);

    test.gateway.always(
        Call.AUDIT, new Conduct.Forged("FR", AuditPart.UPLOADER_OPERATOR_SIGNATURE));
    assertThat(
            operatorHasSigned(entries().get(0), "uploaderCertificate", "uploaderOperatorSignature"))
        .isFalse();
  }

  @Test
  void otherDate_404_old_410_malformed_400_unknown_404() throws Exception {
    assertThat(status(test.today().minusDays(1).toString(), "20261123-1")).isEqualTo(404);
    assertThat(status(test.today().minusDays(3).toString(), "20261123-1")).isEqualTo(410);
    assertThat(status("23.11.2026", "20261123-1")).isEqualTo(400);
    assertThat(status(test.today().toString(), "20261123-2")).isEqualTo(404);
    LocalDate first = test.today();
    test.clock.advance(Duration.ofDays(1));
    assertThat(status(first.toString(), "20261123-1")).isEqualTo(200);
  }

  @Test
  void otherAccept_406() throws Exception {
    HttpRequest.Builder request =
        test.to("/audit/download/" + test.today() + "/20261123-1").header("Accept", "text/html");

    assertThat(test.send("DE", request).statusCode()).isEqualTo(406);
  }

  private boolean operatorHasSigned(Map<String, String> entry, String pem, String operator)
      throws Exception {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(test.certificates().trustAnchor().certificate());
    signature.update(entry.get(pem).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getDecoder().decode(entry.get(operator)));
  }

  private int status(String date, String tag) throws Exception {
    return audit(date, tag).statusCode();
  }

  private HttpResponse<byte[]> audit(String date, String tag) throws Exception {
    return test.send(
        "DE", test.to("/audit/download/" + date + "/" + tag).header("Accept", "application/json"));
  }

  private List<Map<String, String>> entries() throws Exception {
    HttpResponse<byte[]> answer = audit(test.today().toString(), "20261123-1");
    assertThat(answer.statusCode()).isEqualTo(200);
    List<Map<String, String>> entries = new ArrayList<>();
    try (JsonReader json = Json.createReader(new ByteArrayInputStream(answer.body()))) {
      for (JsonObject entry : json.readArray().getValuesAs(JsonObject.class)) {
        Map<String, String> texts = new HashMap<>();
        entry.forEach(
            (name, value) ->
                texts.put(
                    name, value instanceof JsonString text ? text.getString() : value.toString()));
        entries.add(texts);
      }
    }
    return entries;
  }
}
