package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.deployed.SubmissionCases.Case;
import io.warnserver.local.servers.VerificationStandIn.Conduct;
import io.warnserver.protocols.keys.SubmissionPayload;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Every row of the submission's tables of rules and answers, asked of a deployed server with a real
 * and a fake request, and what a retry gets: of one server, since no container has a part in it.
 */
interface SubmissionRulesContract extends SubmissionContract {

  /** After the app has been told to try again, and before nobody listens any more. */
  Duration LATE = Duration.ofSeconds(8);

  @Test
  default void brokenRules_areRefusedRealAndFakeAndSpendNoTan() throws Exception {
    steady();
    String tan = freshTan();
    List<Case> cases = SubmissionCases.broken(server().clock());

    Map<String, CompletableFuture<HttpResponse<String>>> answers = new LinkedHashMap<>();
    for (Case one : cases) {
      byte[] body = one.payload().toByteArray();
      answers.put(one.name(), later(headers("0", tan), body));
      answers.put("fake: " + one.name(), later(headers("1", ""), body));
    }
    for (byte[] garbage : SubmissionCases.garbage()) {
      String name = "garbage " + HexFormat.of().formatHex(garbage);
      answers.put(name, later(headers("0", tan), garbage));
      answers.put("fake: " + name, later(headers("1", ""), garbage));
    }

    for (Map.Entry<String, CompletableFuture<HttpResponse<String>>> answer : answers.entrySet()) {
      assertThat(status(answer.getValue())).as(answer.getKey()).isEqualTo(400);
    }
    assertThat(real(tan, SubmissionPayload.getDefaultInstance()).statusCode()).isEqualTo(400);
    assertThat(fake(SubmissionPayload.getDefaultInstance()).statusCode()).isEqualTo(200);
    awaitStatus(200, tan, good(1).toByteArray());
  }

  @Test
  default void keptRules_areAcceptedRealAndFakeAndStoreWhatTheyShould() throws Exception {
    steady();
    int before = server().storedKeys();
    List<Case> cases = SubmissionCases.kept(server().clock());

    Map<String, Request> real = new LinkedHashMap<>();
    Map<String, Request> fake = new LinkedHashMap<>();
    for (Case one : cases) {
      real.put(one.name(), new Request(headers("0", freshTan()), one.payload()));
      fake.put(one.name(), new Request(headers("1", ""), one.payload()));
    }

    assertThat(statuses(real)).allSatisfy((name, status) -> assertThat(status).isEqualTo(200));
    int expected = cases.stream().mapToInt(Case::stored).sum();
    assertThat(server().storedKeys()).isEqualTo(before + expected);
    assertThat(statuses(fake)).allSatisfy((name, status) -> assertThat(status).isEqualTo(200));
    assertThat(server().storedKeys()).isEqualTo(before + expected);
  }

  /** What is sent again as it is when the server says so. */
  record Request(Map<String, String> headers, SubmissionPayload payload) {}

  /** Sends all at once; what is told to try again does. */
  private Map<String, Integer> statuses(Map<String, Request> requests) throws Exception {
    Map<String, CompletableFuture<HttpResponse<String>>> answers = new LinkedHashMap<>();
    requests.forEach(
        (name, sent) -> answers.put(name, later(sent.headers(), sent.payload().toByteArray())));
    Map<String, Integer> statuses = new LinkedHashMap<>();
    for (Map.Entry<String, Request> sent : requests.entrySet()) {
      int status = status(answers.get(sent.getKey()));
      if (status == 503) {
        Request again = sent.getValue();
        status = sendUntilServed(again.headers(), again.payload().toByteArray()).statusCode();
      }
      statuses.put(sent.getKey(), status);
    }
    return statuses;
  }

  /** What the verification server would answer 400 is refused here: else it looked like a fault. */
  @Test
  default void tansThatCannotBe_areForbiddenAndHoldUpNobody() throws Exception {
    steady();
    int asked = server().surroundings().verification().asked();
    byte[] body = good(1).toByteArray();
    List<CompletableFuture<HttpResponse<String>>> burst = new ArrayList<>();
    Map<String, Request> good = new LinkedHashMap<>();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();

    for (int i = 0; i < 32; i++) {
      String tan = freshTan();
      for (String bad : SubmissionCases.tansThatCannotBe(tan)) {
        burst.add(later(headers("0", bad), body));
        burst.add(later(headers("0", "TAN " + bad), body));
      }
      good.put(tan, new Request(headers("0", tan), good(1)));
      answers.add(later(headers("0", tan), good.get(tan).payload().toByteArray()));
    }

    for (CompletableFuture<HttpResponse<String>> answer : burst) {
      assertThat(status(answer)).isEqualTo(403);
    }
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(status(answer)).isIn(200, 503);
    }
    assertThat(statuses(good)).allSatisfy((tan, status) -> assertThat(status).isEqualTo(200));
    assertThat(server().metric("warn_submission_breaker_open{system=\"verification\"}")).isZero();
    // The server's own questions, one every ten seconds, may be among them.
    assertThat(server().surroundings().verification().asked() - asked)
        .isBetween(good.size(), good.size() + 20);
    assertThat(fake(SubmissionPayload.getDefaultInstance()).statusCode()).isEqualTo(200);
  }

  @Test
  default void sameRequestAgain_isAnsweredAlikeAndStoresNothingTwice() throws Exception {
    String tan = freshTan();
    byte[] body = good(3).toByteArray();
    int before = server().storedKeys();
    HttpResponse<String> first = sendUntilServed(headers("0", tan), body);

    HttpResponse<String> again = sendUntilServed(headers("0", "TAN " + tan), body);

    assertThat(first.statusCode()).isEqualTo(again.statusCode()).isEqualTo(200);
    assertThat(server().storedKeys()).isEqualTo(before + 3);
    awaitStatus(403, tan, good(1).toByteArray());
    assertThat(server().storedKeys()).isEqualTo(before + 3);
  }

  @Test
  default void verificationServerThatFails_isAnOutageForAll_andThenOver() throws Exception {
    String tan = freshTan();
    byte[] body = good(1).toByteArray();
    whileVerificationIs(Conduct.FAILING, () -> assertAllAreUnavailable(tan, body));
    awaitStatus(200, tan, body);
    assertThat(fake(SubmissionPayload.getDefaultInstance()).statusCode()).isEqualTo(200);
  }

  /** The verdict is durable before the keys are: the retry needs no verification server. */
  @Test
  default void keysThatCannotBeStored_areStoredByTheRetry() throws Exception {
    String tan = freshTan();
    byte[] body = good(2).toByteArray();
    int before = server().storedKeys();
    try (Connection lock = server().surroundings().database().connectAsSuperuser();
        Statement statement = lock.createStatement()) {
      lock.setAutoCommit(false);
      statement.execute("lock table warn.incoming_key in access exclusive mode");
      HttpResponse<String> answer = send(headers("0", tan), body);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("retry-after")).isPresent();
      lock.rollback();
    }
    // The verification server would refuse the TAN now.
    awaitStatus(403, tan, good(1).toByteArray());
    awaitStatus(200, tan, body);
    assertThat(server().storedKeys()).isEqualTo(before + 2);
  }

  /** The TAN is spent; the app that was told to try again does so before the answer has come. */
  @Test
  default void verdictThatComesLate_countsForTheRetry() throws Exception {
    steady();
    String tan = freshTan();
    byte[] body = good(2).toByteArray();
    int before = server().storedKeys();
    whileVerificationIs(
        Conduct.slow(LATE),
        () -> {
          assertThat(send(headers("0", tan), body).statusCode()).isEqualTo(503);
          assertThat(server().storedKeys()).isEqualTo(before);
        });
    awaitStatus(200, tan, body);
    assertThat(server().storedKeys()).isEqualTo(before + 2);
    steady();
  }

  /** What is done meanwhile. */
  interface Steps {

    void run() throws Exception;
  }

  private void whileVerificationIs(Conduct conduct, Steps steps) throws Exception {
    server().surroundings().verification().behave(conduct);
    try {
      steps.run();
    } finally {
      server().surroundings().verification().behave(Conduct.NORMAL);
    }
  }

  @Test
  default void description_saysWhatTheServerDoes() throws Exception {
    HttpResponse<String> description = server().send(server().to("/version/v1/openapi.yaml").GET());
    assertThat(description.statusCode()).isEqualTo(200);
    assertThat(description.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/yaml");
    ApiDescription api = ApiDescription.of(description.body());
    assertThat(api.statuses())
        .containsExactlyInAnyOrder(200, 400, 403, 405, 408, 413, 415, 500, 503);
    assertThat(api.mediaTypes()).containsExactly("application/x-protobuf");
    assertThat(api.requestHeaders())
        .containsExactlyInAnyOrder("cwa-fake", "cwa-authorization", "cwa-header-padding");
    assertThat(api.maxBodyBytes()).isEqualTo(100 * 1024);
    for (HttpResponse<String> answer : oneOfEach()) {
      assertThat(api.statuses()).contains(answer.statusCode());
      assertThat(api.headersOf(answer.statusCode()).contains("Retry-After"))
          .as("%s", answer.statusCode())
          .isEqualTo(answer.headers().firstValue("retry-after").isPresent());
      assertThat(answer.body()).isEmpty();
    }
  }

  private List<HttpResponse<String>> oneOfEach() throws Exception {
    List<HttpResponse<String>> answers = new ArrayList<>();
    answers.add(sendUntilServed(headers("0", freshTan()), good(1).toByteArray()));
    answers.add(send(headers("2", freshTan()), good(1).toByteArray()));
    answers.add(
        sendUntilServed(
            headers("0", "00000000-0000-4000-8000-000000000000"), good(1).toByteArray()));
    answers.add(send(headers("0", freshTan()), new byte[100 * 1024 + 1]));
    Map<String, String> json = headers("0", freshTan());
    json.put("Content-Type", "application/json");
    answers.add(send(json, good(1).toByteArray()));
    server().surroundings().verification().behave(Conduct.FAILING);
    try {
      answers.add(real(freshTan(), good(1)));
    } finally {
      server().surroundings().verification().behave(Conduct.NORMAL);
    }
    assertThat(answers.stream().map(HttpResponse::statusCode))
        .containsExactly(200, 400, 403, 413, 415, 503);
    return answers;
  }
}
