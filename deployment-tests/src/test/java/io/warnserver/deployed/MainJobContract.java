package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.client.ArchiveKind;
import io.warnserver.client.BaseUrl;
import io.warnserver.client.DownloadedTree;
import io.warnserver.client.PackageCheck;
import io.warnserver.client.RandomKeys;
import io.warnserver.client.RegisteredKey;
import io.warnserver.client.Submission;
import io.warnserver.client.SubmissionRequest;
import io.warnserver.client.TreeDownload;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.local.servers.VerificationStandIn;
import io.warnserver.protocols.keys.TemporaryExposureKey;
import io.warnserver.protocols.keys.TemporaryExposureKeyExport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job, asked of a deployed server over HTTP. Whoever implements this says which server.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
interface MainJobContract {

  RandomGenerator RANDOM = new SecureRandom();

  /** 140 keys, the least that a package carries. */
  int SUBMISSIONS = 10;

  /** The server under test. */
  DeployedServer server();

  /** Whatever hour the test before has left. */
  @BeforeEach
  default void everyTest_beginsAtTheSameTime() throws Exception {
    server().releaseClock();
  }

  @Test
  default void keysOfRealSubmissions_areInPackagesThatAPhoneAccepts(@TempDir Path folder)
      throws Exception {
    Instant submitted = server().hour().minus(Duration.ofHours(4));
    server().moveClock(submitted);
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < SUBMISSIONS; i++) {
      Submission submission = submission(14);
      assertThat(server().submit(SubmissionRequest.real(freshTan(), submission, RANDOM)))
          .isEqualTo(200);
      submission.keys().forEach(key -> keys.add(hex(key)));
    }
    Instant published = submitted.plus(Duration.ofHours(3));
    server().moveClock(published);

    HttpResponse<String> run = server().distribute();
    assertThat(run.statusCode()).as(run.body()).isEqualTo(200);
    assertThat(run.body()).contains("\"outcome\":\"completed\"");

    DownloadedTree tree =
        TreeDownload.run(
            BaseUrl.of(server().surroundings().objectStore().publicAddress().toString()),
            folder,
            Clock.fixed(published, ZoneOffset.UTC),
            line -> {});
    assertThat(tree.faults()).isEmpty();
    PackageCheck phone =
        new PackageCheck(
            RegisteredKey.ofPem(server().surroundings().signingKey().publicKeyPem(), "262", "v1"));
    for (DownloadedTree.StoredPackage stored : tree.packages()) {
      assertThat(phone.refusals(Files.readAllBytes(stored.file()), stored.kind()))
          .as(stored.object())
          .isEmpty();
    }
    for (String country : List.of("DE", "FR", "EUR")) {
      assertThat(hourKeys(tree, country)).as(country).containsAll(keys).doesNotHaveDuplicates();
    }

    HttpResponse<String> again = server().distribute();
    assertThat(again.body()).contains("\"packages\":0", "\"objects\":0");
  }

  @Test
  default void fakeSubmission_isAnsweredAlikeAndStoresNothing() throws Exception {
    int before = server().storedKeys();
    HttpResponse<String> fake = send(SubmissionRequest.fake(RANDOM));
    assertThat(server().storedKeys()).isEqualTo(before);
    HttpResponse<String> real = send(realRequest(3));
    assertThat(server().storedKeys()).isEqualTo(before + 3);

    assertThat(fake.statusCode()).isEqualTo(real.statusCode()).isEqualTo(200);
    assertThat(fake.body()).isEqualTo(real.body()).isEmpty();
    assertThat(withoutDate(fake)).isEqualTo(withoutDate(real));
    assertThat(real.headers().firstValue("set-cookie")).isEmpty();
  }

  @Test
  default void submissionWithConsent_isAlsoKeptForTheFederation() throws Exception {
    int before = server().federationKeys();
    Submission without = submission(2);
    Submission with = new Submission(submission(5).keys(), "DE", List.of("FR"), true);
    server().submit(SubmissionRequest.real(freshTan(), without, RANDOM));
    server().submit(SubmissionRequest.real(freshTan(), with, RANDOM));
    assertThat(server().federationKeys()).isEqualTo(before + 5);
  }

  @Test
  default void tanThatIsSpent_isForbiddenAndStoresNothing() throws Exception {
    UUID tan = freshTan();
    assertThat(server().submit(SubmissionRequest.real(tan, submission(1), RANDOM))).isEqualTo(200);
    int before = server().storedKeys();
    assertThat(server().submit(SubmissionRequest.real(tan, submission(1), RANDOM))).isEqualTo(403);
    assertThat(server().storedKeys()).isEqualTo(before);
  }

  @Test
  default void tanOfAnEvent_isForbidden() throws Exception {
    server().surroundings().verification().behave(VerificationStandIn.Conduct.EVENT);
    try {
      assertThat(send(realRequest(1)).statusCode()).isEqualTo(403);
    } finally {
      server().surroundings().verification().behave(VerificationStandIn.Conduct.NORMAL);
    }
  }

  @Test
  default void brokenRule_isRefusedAndDoesNotSpendTheTan() throws Exception {
    UUID tan = freshTan();
    TemporaryExposureKey bad =
        submission(1).keys().get(0).toBuilder().setRollingPeriod(145).build();
    Submission broken = new Submission(List.of(bad), "DE", List.of("DE"), false);
    assertThat(server().submit(SubmissionRequest.real(tan, broken, RANDOM))).isEqualTo(400);
    assertThat(server().submit(SubmissionRequest.real(tan, submission(1), RANDOM))).isEqualTo(200);
  }

  @Test
  default void fakeHeaderThatIsNeither0Nor1_isRefused() throws Exception {
    for (String fake : List.of("2", "true", "", "0,1")) {
      HttpRequest.Builder request =
          protobuf(realRequest(1).body()).header("cwa-authorization", freshTan().toString());
      assertThat(server().send(request.header("cwa-fake", fake)).statusCode())
          .as(fake)
          .isEqualTo(400);
    }
    assertThat(server().send(protobuf(new byte[0])).statusCode()).isEqualTo(400);
  }

  @Test
  default void realWithoutTan_isRefusedAndMalformedTanForbidden() throws Exception {
    byte[] body = realRequest(1).body();
    assertThat(server().send(protobuf(body).header("cwa-fake", "0")).statusCode()).isEqualTo(400);
    HttpRequest.Builder malformed =
        protobuf(body).header("cwa-fake", "0").header("cwa-authorization", "TAN 123");
    assertThat(server().send(malformed).statusCode()).isEqualTo(403);
    HttpRequest.Builder withScheme =
        protobuf(body).header("cwa-fake", "0").header("cwa-authorization", "tan " + freshTan());
    assertThat(server().sendUntilServed(withScheme).statusCode()).isEqualTo(200);
  }

  @Test
  default void bodyAboveTheLimit_isTooLarge_announcedOrChunked_realOrFake() throws Exception {
    byte[] large = new byte[100 * 1024 + 1];
    for (String fake : List.of("0", "1")) {
      HttpRequest.Builder announced =
          protobuf(large)
              .header("cwa-fake", fake)
              .header("cwa-authorization", freshTan().toString());
      assertThat(server().send(announced).statusCode()).isEqualTo(413);
      HttpRequest.Builder chunked =
          submissionRequest(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
              .header("cwa-fake", fake)
              .header("cwa-authorization", freshTan().toString());
      assertThat(server().send(chunked).statusCode()).isEqualTo(413);
    }
  }

  @Test
  default void otherMethods_areRefusedWithoutACookieOrAPage() throws Exception {
    for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "ODD")) {
      HttpResponse<String> answer =
          server()
              .send(
                  server()
                      .to("/version/v1/diagnosis-keys")
                      .header("Content-Type", "application/x-protobuf")
                      .header("cwa-fake", "1")
                      .method(method, BodyPublishers.noBody()));
      assertBareRefusal(method, answer, 405);
      assertThat(answer.headers().firstValue("allow").orElse("")).as(method).contains("POST");
    }
  }

  @Test
  default void otherMediaTypes_areRefusedWithoutACookieOrAPage() throws Exception {
    for (String type :
        List.of(
            "",
            "application/json",
            "application/octet-stream",
            "application/x-protobuf2",
            "application/*",
            "*/*")) {
      assertBareRefusal(type, ofType(type), 415);
    }
    // JAX-RS takes some of them for a header that is no media type.
    for (String none :
        List.of(
            "text/plain; application/x-protobuf",
            "application",
            "application/",
            "/",
            ";;",
            "application/x-protobuf/x-protobuf",
            "application/json, application/x-protobuf")) {
      HttpResponse<String> answer = ofType(none);
      assertThat(answer.statusCode()).as(none).isIn(400, 415);
      assertBareRefusal(none, answer, answer.statusCode());
    }
  }

  private HttpResponse<String> ofType(String mediaType) throws Exception {
    HttpRequest.Builder request =
        server()
            .to("/version/v1/diagnosis-keys")
            .header("cwa-fake", "1")
            .POST(BodyPublishers.ofByteArray(realRequest(1).body()));
    return server().send(mediaType.isEmpty() ? request : request.header("Content-Type", mediaType));
  }

  private static void assertBareRefusal(String what, HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(what).isEqualTo(status);
    assertThat(answer.body()).as(what).isEmpty();
    assertThat(answer.headers().firstValue("set-cookie")).as(what).isEmpty();
  }

  @Test
  default void mediaTypeWithParameters_isAccepted() throws Exception {
    HttpRequest.Builder request =
        server()
            .to("/version/v1/diagnosis-keys")
            .header("Content-Type", "application/x-protobuf; charset=utf-8")
            .header("cwa-fake", "0")
            .header("cwa-authorization", freshTan().toString())
            .POST(BodyPublishers.ofByteArray(realRequest(1).body()));
    assertThat(server().sendUntilServed(request).statusCode()).isEqualTo(200);
  }

  /** Among the last: afterwards there is an outage for some seconds. */
  @Test
  @Order(Integer.MAX_VALUE)
  default void verificationServerThatFailsOrIsSlow_isUnavailableWithRetryAfter() throws Exception {
    int before = server().storedKeys();
    for (VerificationStandIn.Conduct conduct :
        List.of(
            VerificationStandIn.Conduct.FAILING,
            VerificationStandIn.Conduct.slow(Duration.ofSeconds(8)))) {
      server().surroundings().verification().behave(conduct);
      try {
        HttpResponse<String> answer = server().send(request(realRequest(1)));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
      } finally {
        server().surroundings().verification().behave(VerificationStandIn.Conduct.NORMAL);
      }
    }
    assertThat(server().storedKeys()).isEqualTo(before);
  }

  @Test
  default void operations_areNotOnThePublicListener_andNeedALogin() throws Exception {
    assertThat(server().send(server().to("/operations/health/live").GET()).statusCode())
        .isEqualTo(404);
    assertThat(
            server()
                .send(
                    server()
                        .to("/operations/distribution/runs")
                        .header("Authorization", login())
                        .POST(BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(404);
    assertThat(server().send(server().toOperationsWithoutLogin("clock").GET()).statusCode())
        .isEqualTo(401);
    assertThat(server().send(server().toOperations("clock").GET()).statusCode()).isEqualTo(200);
  }

  /** Its own hour, long before the others', so that nothing else is taken back. */
  @Test
  @Order(1)
  default void revokedPackage_isReplacedAndItsKeysDoNotComeBack(@TempDir Path folder)
      throws Exception {
    Instant submitted = server().hour().minus(Duration.ofHours(9));
    server().moveClock(submitted);
    List<Submission> submissions = new ArrayList<>();
    for (int i = 0; i < SUBMISSIONS; i++) {
      submissions.add(submission(14));
      server().submit(SubmissionRequest.real(freshTan(), submissions.get(i), RANDOM));
    }
    Instant published = submitted.plus(Duration.ofHours(3));
    server().moveClock(published);
    assertThat(server().distribute().statusCode()).isEqualTo(200);
    Set<String> revoked = new HashSet<>();
    submissions.get(0).keys().forEach(key -> revoked.add(hex(key)));
    String keys = revoked.stream().map(key -> '"' + key + '"').collect(Collectors.joining(","));

    assertThat(revoke("{\"keys\":\"all\"}").statusCode()).isEqualTo(400);
    assertThat(revoke("{\"tree\":\"DE\",\"date\":\"2020-01-01\",\"keys\":\"all\"}").statusCode())
        .isEqualTo(404);
    HttpResponse<String> answer = revoke("{\"keys\":[" + keys + "]}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"state\":\"complete\"", "\"removedKeys\":14", "\"tree\":\"EUR\"")
        .doesNotContain(revoked);
    server().submit(SubmissionRequest.real(freshTan(), submissions.get(0), RANDOM));
    published = published.plus(Duration.ofHours(1));
    server().moveClock(published);
    assertThat(server().distribute().statusCode()).isEqualTo(200);

    DownloadedTree tree =
        TreeDownload.run(
            BaseUrl.of(server().surroundings().objectStore().publicAddress().toString()),
            folder,
            Clock.fixed(published, ZoneOffset.UTC),
            line -> {});
    assertThat(tree.faults()).isEmpty();
    Set<String> kept = new HashSet<>();
    submissions.stream()
        .skip(1)
        .forEach(submission -> submission.keys().forEach(key -> kept.add(hex(key))));
    for (String country : List.of("DE", "FR", "EUR")) {
      assertThat(hourKeys(tree, country))
          .as(country)
          .containsAll(kept)
          .doesNotHaveDuplicates()
          .doesNotContainAnyElementsOf(revoked);
    }
    HttpResponse<String> list =
        server().send(server().toOperations("distribution/revocations").GET());
    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(list.body()).contains("\"cameAgain\":14").doesNotContain(revoked);
    HttpResponse<String> metrics = server().send(server().toOperations("metrics").GET());
    assertThat(metrics.body()).contains("warn_distribution_keys_revoked_dropped_total 14.0");
    assertThat(
            server().send(server().to("/operations/distribution/revocations").GET()).statusCode())
        .isEqualTo(404);
  }

  private HttpResponse<String> revoke(String body) throws Exception {
    return server()
        .send(
            server()
                .toOperations("distribution/revocations")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
  }

  @Test
  default void metrics_areShownToTheOperatorOnly() throws Exception {
    HttpResponse<String> metrics = server().send(server().toOperations("metrics").GET());

    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
    assertThat(metrics.body()).contains("jvm_memory_used_bytes{");
    assertThat(server().send(server().to("/operations/metrics").GET()).statusCode()).isEqualTo(404);
  }

  private static String login() {
    String login = "operator:" + Surroundings.operatorPassword();
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  private UUID freshTan() {
    return UUID.fromString(server().surroundings().verification().freshTan());
  }

  private SubmissionRequest realRequest(int keys) {
    return SubmissionRequest.real(freshTan(), submission(keys), RANDOM);
  }

  /** Keys of the days before the server's. */
  private Submission submission(int keys) {
    RandomKeys random = new RandomKeys(server().clock(), RANDOM);
    return new Submission(random.ofPastDays(keys), "DE", List.of("DE", "FR"), false);
  }

  private HttpResponse<String> send(SubmissionRequest submission) throws Exception {
    return server().sendUntilServed(request(submission));
  }

  private HttpRequest.Builder request(SubmissionRequest submission) {
    HttpRequest.Builder request =
        server()
            .to("/version/v1/diagnosis-keys")
            .POST(BodyPublishers.ofByteArray(submission.body()));
    submission.headers().forEach(request::header);
    return request;
  }

  private HttpRequest.Builder protobuf(byte[] body) {
    return submissionRequest(BodyPublishers.ofByteArray(body));
  }

  private HttpRequest.Builder submissionRequest(HttpRequest.BodyPublisher body) {
    return server()
        .to("/version/v1/diagnosis-keys")
        .header("Content-Type", "application/x-protobuf")
        .POST(body);
  }

  private static List<List<String>> withoutDate(HttpResponse<String> response) {
    return response.headers().map().entrySet().stream()
        .filter(header -> !header.getKey().equalsIgnoreCase("date"))
        .map(
            header ->
                Stream.concat(Stream.of(header.getKey()), header.getValue().stream()).toList())
        .toList();
  }

  /** The key data in all hour packages of a country, cut out of the archives. */
  private static List<String> hourKeys(DownloadedTree tree, String country) throws IOException {
    List<String> keys = new ArrayList<>();
    for (DownloadedTree.StoredPackage stored : tree.packages()) {
      if (stored.kind() == ArchiveKind.KEYS
          && stored.object().matches(".*/" + country + "/date/[^/]+/hour/.*")) {
        try (InputStream in = Files.newInputStream(stored.file());
            ZipInputStream zip = new ZipInputStream(in)) {
          zip.getNextEntry();
          zip.readNBytes(16);
          TemporaryExposureKeyExport export = TemporaryExposureKeyExport.parseFrom(zip);
          export.getKeysList().forEach(key -> keys.add(hex(key)));
        }
      }
    }
    return keys;
  }

  private static String hex(TemporaryExposureKey key) {
    return HexFormat.of().formatHex(key.getKeyData().toByteArray());
  }
}
