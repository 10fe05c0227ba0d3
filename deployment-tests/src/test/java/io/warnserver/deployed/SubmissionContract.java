package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.warnserver.deployed.SubmissionCases.Case;
import io.warnserver.protocols.keys.SubmissionPayload;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What of a submission another container can break: bytes on the wire, two requests at once, and
 * what it refuses itself. Whoever implements this says which server.
 */
interface SubmissionContract {

  /** The server under test. */
  DeployedServer server();

  @Test
  default void sameRequestAtTheSameMoment_isAnsweredAlikeAndStoredOnce() throws Exception {
    int before = server().storedKeys();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    List<String> tans = new ArrayList<>();
    List<byte[]> bodies = new ArrayList<>();
    for (int pair = 0; pair < 5; pair++) {
      String tan = freshTan();
      byte[] body = good(2).toByteArray();
      tans.add(tan);
      bodies.add(body);
      answers.add(later(headers("0", tan), body));
      answers.add(later(headers("0", tan), body));
    }

    // Who was told to try again while the other one was under way does so.
    for (int i = 0; i < answers.size(); i++) {
      assertThat(status(answers.get(i))).isIn(200, 503);
      awaitStatus(200, tans.get(i / 2), bodies.get(i / 2));
    }
    assertThat(server().storedKeys()).isEqualTo(before + 10);
  }

  @Test
  default void realAndFake_getTheSameBytesOverTheWire() throws Exception {
    steady();
    byte[] good = good(14).toByteArray();
    byte[] padded =
        SubmissionPayload.newBuilder()
            .setRequestPadding(ByteString.copyFrom(new byte[good.length]))
            .build()
            .toByteArray();

    assertSameBytes(200, headers("0", freshTan()), good, padded);
    assertSameBytes(400, headers("0", freshTan()), new byte[] {1, 1}, new byte[] {1, 1});
    byte[] large = new byte[100 * 1024 + 1];
    assertSameBytes(413, headers("0", freshTan()), large, large);
    byte[] huge = new byte[3 * 1024 * 1024];
    assertSameBytes(413, headers("0", freshTan()), huge, huge);
  }

  default void assertSameBytes(int status, Map<String, String> real, byte[] body, byte[] fakeBody)
      throws Exception {
    RawAnswer answer = RawAnswer.to(server().address(), real, body);
    while (answer.status() != status && answer.status() == 503) {
      TimeUnit.MILLISECONDS.sleep(200);
      answer = RawAnswer.to(server().address(), real, body);
    }
    RawAnswer toFake = RawAnswer.to(server().address(), headers("1", ""), fakeBody);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(toFake).isEqualTo(answer);
  }

  @Test
  default void bodyAtTheLimit_isRead() throws Exception {
    steady();
    byte[] filler = new byte[100 * 1024];
    for (int length = filler.length; ; length--) {
      SubmissionPayload payload =
          good(1).toBuilder().setRequestPadding(ByteString.copyFrom(filler, 0, length)).build();
      if (payload.getSerializedSize() == 100 * 1024) {
        String tan = freshTan();
        assertThat(sendUntilServed(headers("0", tan), payload.toByteArray()).statusCode())
            .isEqualTo(200);
        assertThat(fake(payload).statusCode()).isEqualTo(200);
        return;
      }
    }
  }

  @Test
  default void databaseThatIsOutOfReach_isUnavailableAndSpendsNoTan() throws Exception {
    String tan = freshTan();
    byte[] body = good(2).toByteArray();
    int before = server().storedKeys();
    asSuperuser("alter role warn_submission nologin");
    try {
      asSuperuser(
          "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
              + " where usename = 'warn_submission'");
      assertAllAreUnavailable(tan, body);
    } finally {
      asSuperuser("alter role warn_submission login");
    }
    awaitStatus(200, tan, body);
    assertThat(server().storedKeys()).isEqualTo(before + 2);
    steady();
  }

  /** As with a full disk. The circuit breaker is tried after five seconds, and again and again. */
  @Test
  default void databaseThatReadsAndDoesNotWrite_isUnavailableForFakesToo() throws Exception {
    String tan = freshTan();
    byte[] body = good(2).toByteArray();
    asSuperuser(
        "create function warn.full_disk() returns trigger language plpgsql as"
            + " $$ begin raise sqlstate '53100'; end $$;"
            + " create trigger full_disk before insert or update on warn.tan_verdict"
            + " execute function warn.full_disk()");
    try {
      assertAllAreUnavailable(tan, body);
      for (int i = 0; i < 60; i++) {
        assertThat(fake(SubmissionPayload.getDefaultInstance()).statusCode()).isEqualTo(503);
      }
    } finally {
      asSuperuser("drop function warn.full_disk() cascade");
    }
    awaitStatus(200, tan, body);
    steady();
  }

  @Test
  default void bodyThatDoesNotCome_isAnswered408RealAndFakeAlike() throws Exception {
    try (RawRequest real = RawRequest.start(server().address(), "0", 2048);
        RawRequest fake = RawRequest.start(server().address(), "1", 2048)) {
      real.send(1, false);
      fake.send(1, false);

      String answer = real.head();
      assertThat(answer).startsWith("HTTP/1.1 408").containsIgnoringCase("\nConnection: close\r");
      assertThat(fake.head()).isEqualTo(answer);
    }
  }

  @Test
  default void headersThatAreTooLarge_areRefusedByTheContainer() throws Exception {
    Map<String, String> headers = headers("0", freshTan());
    headers.put("cwa-header-padding", "x".repeat(64 * 1024));

    RawAnswer answer = RawAnswer.to(server().address(), headers, good(1).toByteArray());

    assertThat(answer.text()).containsPattern("^(broken off; )?(HTTP/1.1 4|$)");
    assertThat(answer.keptOpen()).isFalse();
  }

  /** Until submissions are served, in time. */
  default void steady() throws Exception {
    awaitStatus(200, freshTan(), good(1).toByteArray());
  }

  /** A circuit breaker closes after some seconds only. */
  default void awaitStatus(int status, String tan, byte[] body) throws Exception {
    await(() -> send(headers("0", tan), body).statusCode() == status);
  }

  /** What is asked again and again until it is so. */
  interface Question {

    boolean isSo() throws Exception;
  }

  private static void await(Question question) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!question.isSo()) {
      assertThat(System.nanoTime()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** As an app that is told to try again. */
  default HttpResponse<String> sendUntilServed(Map<String, String> headers, byte[] body)
      throws Exception {
    return server().sendUntilServed(request(headers, body));
  }

  /** Once one real submission has met it, or the server's own question, all are told the same. */
  default void assertAllAreUnavailable(String tan, byte[] body) throws Exception {
    awaitStatus(503, tan, body);
    await(() -> fake(SubmissionPayload.getDefaultInstance()).statusCode() == 503);
    assertSameBytes(503, headers("0", tan), body, new byte[0]);
  }

  private void asSuperuser(String sql) throws SQLException {
    try (Connection connection = server().surroundings().database().connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  default String freshTan() {
    return server().surroundings().verification().freshTan();
  }

  default SubmissionPayload good(int keys) {
    Case[] all = SubmissionCases.kept(server().clock()).toArray(Case[]::new);
    SubmissionPayload fourteen = all[0].payload();
    return SubmissionPayload.newBuilder()
        .addAllKeys(fourteen.getKeysList().subList(0, keys))
        .addAllVisitedCountries(Arrays.asList("DE", "FR"))
        .build();
  }

  default HttpResponse<String> real(String tan, SubmissionPayload payload) throws Exception {
    return send(headers("0", tan), payload.toByteArray());
  }

  default HttpResponse<String> fake(SubmissionPayload payload) throws Exception {
    return send(headers("1", ""), payload.toByteArray());
  }

  default HttpResponse<String> send(Map<String, String> headers, byte[] body) throws Exception {
    return server().send(request(headers, body));
  }

  default CompletableFuture<HttpResponse<String>> later(Map<String, String> headers, byte[] body) {
    return server().sendLater(request(headers, body));
  }

  private HttpRequest.Builder request(Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        server()
            .to("/version/v1/diagnosis-keys")
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return request;
  }

  default int status(CompletableFuture<HttpResponse<String>> answer) throws Exception {
    return answer.get(90, TimeUnit.SECONDS).statusCode();
  }

  default Map<String, String> headers(String fake, String authorization) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", "application/x-protobuf");
    headers.put("cwa-fake", fake);
    headers.put("cwa-authorization", authorization);
    return headers;
  }
}
