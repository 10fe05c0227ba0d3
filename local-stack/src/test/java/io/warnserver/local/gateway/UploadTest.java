package io.warnserver.local.gateway;

import static io.warnserver.local.gateway.TestKeys.key;
import static io.warnserver.local.gateway.TestKeys.keys;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.warnserver.local.certificates.CertificateIssue;
import io.warnserver.local.certificates.CertificateIssue.KeyKind;
import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.DiagnosisKeyBatch;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The status rows of the federation gateway protocol, upload. */
class UploadTest {

  private final TestGateway test = new TestGateway();

  @AfterEach
  void end() {
    test.close();
  }

  @Test
  void properUpload_isStored_201WithoutBody() throws Exception {
    HttpResponse<byte[]> answer = test.upload(keys("DE", 1, 5));

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEmpty();
    assertThat(test.gateway.uploadsOf("DE")).containsExactly(keys("DE", 1, 5));
  }

  @Test
  void rsaSignature_isTakenToo() throws Exception {
    List<DiagnosisKey> keys = keys("FR", 1, 3);

    assertThat(test.send("FR", test.uploadOf("a", TestGateway.sign("FR", keys), keys)).statusCode())
        .isEqualTo(201);
  }

  @Test
  void json_isTaken_unknownNamesIgnored() throws Exception {
    ByteString json = JsonBatch.write(DiagnosisKeyBatch.newBuilder().addKeys(key("DE", 1)).build());
    String text = json.toStringUtf8().replace("{\"keys\"", "{\"more\":{\"x\":[1]},\"keys\"");

    assertThat(test.send("DE", json(TestGateway.sign("DE", keys("DE", 1, 1)), text)).statusCode())
        .isEqualTo(201);
    assertThat(test.gateway.uploadsOf("DE")).containsExactly(keys("DE", 1, 1));
  }

  @Test
  void noKeys_isTakenInJson_refusedInProtobuf() throws Exception {
    assertThat(test.send("DE", json(TestGateway.sign("DE", List.of()), "{}")).statusCode())
        .isEqualTo(201);
    assertThat(test.upload(List.of()).statusCode()).isEqualTo(400);
  }

  @Test
  void duplicates_207AndNothingStored_theRestWithTheSameTagLater() throws Exception {
    test.upload(List.of(key("DE", 1), key("DE", 3)));
    List<DiagnosisKey> keys = keys("DE", 0, 5);

    HttpResponse<byte[]> answer = test.send("DE", test.upload("tag", keys));

    assertThat(answer.statusCode()).isEqualTo(207);
    assertThat(text(answer)).isEqualTo("{\"500\":[],\"201\":[0,2,4],\"409\":[1,3]}");
    assertThat(test.gateway.uploadsOf("DE")).hasSize(1);
    List<DiagnosisKey> rest = List.of(keys.get(0), keys.get(2), keys.get(4));
    assertThat(test.send("DE", test.upload("tag", rest)).statusCode()).isEqualTo(201);
  }

  @Test
  void sameKeyDataWithAnotherLevel_isNew() throws Exception {
    test.upload(keys("DE", 1, 1));

    assertThat(
            test.upload(List.of(key("DE", 1).toBuilder().setTransmissionRiskLevel(4).build()))
                .statusCode())
        .isEqualTo(201);
  }

  @Test
  void unknownReportType_207Under500() throws Exception {
    DiagnosisKey unknown = key("DE", 2).toBuilder().setReportTypeValue(6).build();

    HttpResponse<byte[]> answer = test.upload(List.of(key("DE", 1), unknown));

    assertThat(answer.statusCode()).isEqualTo(207);
    assertThat(text(answer)).isEqualTo("{\"500\":[1],\"201\":[0],\"409\":[]}");
  }

  @Test
  void notStoringOnDemand_207Under500_once() throws Exception {
    test.gateway.next(Call.UPLOAD, new Conduct.NotStoring(Set.of(0, 2)));

    assertThat(text(test.upload(keys("DE", 1, 3))))
        .isEqualTo("{\"500\":[0,2],\"201\":[1],\"409\":[]}");
    assertThat(test.upload(keys("DE", 1, 3)).statusCode()).isEqualTo(201);
  }

  @Test
  void usedTag_409_ofAnotherCountryToo() throws Exception {
    test.send("DE", test.upload("tag", keys("DE", 1, 1)));

    assertThat(test.send("DE", test.upload("tag", keys("DE", 1, 1))).statusCode()).isEqualTo(409);
    List<DiagnosisKey> others = keys("FR", 2, 1);
    HttpResponse<byte[]> other =
        test.send("FR", test.uploadOf("tag", TestGateway.sign("FR", others), others));
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void moreThan5000Keys_413() throws Exception {
    assertThat(test.upload(keys("DE", 1, 5000)).statusCode()).isEqualTo(201);
    assertThat(test.upload(keys("DE", 10_000, 5001)).statusCode()).isEqualTo(413);
  }

  @Test
  void wrongHeaders_400Or415Or406() throws Exception {
    assertThat(with(b -> b.setHeader("Content-Type", "application/protobuf"))).isEqualTo(400);
    assertThat(with(b -> b.setHeader("Content-Type", "application/protobuf; version=\"1.0\"")))
        .isEqualTo(400);
    assertThat(with(b -> b.setHeader("Content-Type", "text/plain; version=1.0"))).isEqualTo(415);
    assertThat(with(b -> b.setHeader("Accept", "application/json"))).isEqualTo(201);
    assertThat(with(b -> b.setHeader("Accept", "application/protobuf"))).isEqualTo(406);
    assertThat(with(b -> b.setHeader("batchTag", "x".repeat(65)))).isEqualTo(400);
    assertThat(with(b -> b.setHeader("batchTag", ""))).isEqualTo(400);
    assertThat(with(b -> b.setHeader("More", "x".repeat(8192)))).isEqualTo(400);
    assertThat(with(HttpRequest.Builder::GET)).isEqualTo(405);
    HttpRequest.Builder noHeaders =
        test.to("/upload")
            .header("Content-Type", TestGateway.PROTOBUF)
            .POST(BodyPublishers.ofByteArray(new byte[] {1}));
    assertThat(test.send("DE", noHeaders).statusCode()).isEqualTo(400);
    noHeaders.header("batchTag", "tag");
    assertThat(test.send("DE", noHeaders).statusCode()).isEqualTo(400);
  }

  @Test
  void brokenBody_400() throws Exception {
    assertThat(with(b -> b.POST(BodyPublishers.ofString("no protobuf")))).isEqualTo(400);
    assertThat(test.send("DE", json("x", "{\"keys\":")).statusCode()).isEqualTo(400);
  }

  @Test
  void oneBadKey_rejectsAll_400() throws Exception {
    assertThat(withKey(k -> k.setKeyData(ByteString.copyFrom(new byte[15])))).isEqualTo(400);
    int firstStart = TestKeys.START + 3 * 144 - 15 * 144;
    assertThat(withKey(k -> k.setRollingStartIntervalNumber(firstStart - 1))).isEqualTo(400);
    assertThat(withKey(k -> k.setRollingStartIntervalNumber(firstStart))).isEqualTo(201);
    int now = TestKeys.START + 3 * 144 + 60;
    assertThat(withKey(k -> k.setRollingStartIntervalNumber(now + 2))).isEqualTo(400);
    assertThat(withKey(k -> k.setRollingStartIntervalNumber(now + 1))).isEqualTo(201);
    assertThat(withKey(k -> k.setRollingPeriod(0))).isEqualTo(400);
    assertThat(withKey(k -> k.setRollingPeriod(145))).isEqualTo(400);
    assertThat(withKey(k -> k.setRollingPeriod(1))).isEqualTo(201);
    assertThat(withKey(k -> k.setTransmissionRiskLevel(9))).isEqualTo(400);
    assertThat(withKey(k -> k.setTransmissionRiskLevel(-1))).isEqualTo(400);
    assertThat(withKey(k -> k.setTransmissionRiskLevel(0x7fffffff))).isEqualTo(201);
    assertThat(withKey(k -> k.setDaysSinceOnsetOfSymptoms(Integer.MIN_VALUE))).isEqualTo(201);
    assertThat(withKey(k -> k.setOrigin("FR"))).isEqualTo(400);
  }

  @Test
  void signatureThatDoesNotFit_400() throws Exception {
    List<DiagnosisKey> keys = keys("DE", 1, 3);

    assertThat(status(TestGateway.sign("DE", keys.subList(0, 2)))).isEqualTo(400);
    assertThat(status(TestGateway.sign("FR", keys))).isEqualTo(400);
    assertThat(status("no base64")).isEqualTo(400);
    String good = TestGateway.sign("DE", keys);
    assertThat(status(good.replace('+', '-').replace('/', '_'))).isEqualTo(400);
    assertThat(
            status(
                BatchSignature.sign(
                    plainlySorted(keys), test.certificates().of("DE", CertificateRole.SIGNING))))
        .isEqualTo(400);
    assertThat(status(good)).isEqualTo(201);
  }

  @Test
  void certificateThatMayNotSign_400() throws Exception {
    assertThat(status(test.certificates().of("DE", CertificateRole.AUTHENTICATION))).isEqualTo(400);
    IssuedCertificate unknown = issue("C=DE,CN=signing", Duration.ofDays(10));
    assertThat(status(unknown)).isEqualTo(400);
    IssuedCertificate twoCountries = issue("C=DE,C=FR,CN=signing", Duration.ofDays(10));
    test.gateway.register("DE", CertificateRole.SIGNING, twoCountries.certificate());
    assertThat(status(twoCountries)).isEqualTo(400);
    IssuedCertificate expired = issue("C=DE,CN=signing", Duration.ofSeconds(-1));
    test.gateway.register("DE", CertificateRole.SIGNING, expired.certificate());
    assertThat(status(expired)).isEqualTo(400);
    IssuedCertificate revoked = issue("C=DE,CN=signing", Duration.ofDays(10));
    test.gateway.register("DE", CertificateRole.SIGNING, revoked.certificate());
    assertThat(status(revoked)).isEqualTo(201);
    test.gateway.revoke(revoked.certificate());
    assertThat(status(revoked)).isEqualTo(400);
  }

  private IssuedCertificate issue(String subject, Duration left) {
    return CertificateIssue.make(
        subject,
        KeyKind.EC,
        test.clock.instant().minus(Duration.ofDays(1)),
        test.clock.instant().plus(left));
  }

  private int status(IssuedCertificate signing) throws Exception {
    return status(BatchSignature.sign(TestKeys.signed(keys("DE", 1, 3)), signing));
  }

  private int status(String signature) throws Exception {
    return test.send("DE", test.uploadOf("tag", signature, keys("DE", 1, 3))).statusCode();
  }

  private int with(UnaryOperator<HttpRequest.Builder> change) throws Exception {
    return test.send("DE", change.apply(test.upload("tag", keys("DE", 1, 1)))).statusCode();
  }

  private int withKey(UnaryOperator<DiagnosisKey.Builder> change) throws Exception {
    DiagnosisKey changed = change.apply(key("DE", 2).toBuilder()).build();
    int first = test.gateway.calls(Call.UPLOAD) * 10 + 10;
    return test.upload(List.of(key("DE", first), changed)).statusCode();
  }

  private HttpRequest.Builder json(String signature, String body) {
    return test.to("/upload")
        .header("Content-Type", TestGateway.JSON)
        .header("batchTag", "json")
        .header("batchSignature", signature)
        .POST(BodyPublishers.ofString(body));
  }

  private static byte[] plainlySorted(List<DiagnosisKey> keys) {
    return keys.stream()
        .map(SignedEntries::of)
        .sorted((a, b) -> b.compareTo(a))
        .reduce("", String::concat)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
