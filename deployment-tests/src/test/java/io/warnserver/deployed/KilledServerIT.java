package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.client.RandomKeys;
import io.warnserver.client.Submission;
import io.warnserver.client.SubmissionRequest;
import io.warnserver.local.servers.ApplicationServer;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.local.servers.VerificationStandIn.Conduct;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * {@code kill -9} of the server while it works for three submissions, each at another step, and its
 * orderly stop; then another instance, to which the phones send the same again.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledServerIT {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Answers leave late, so that the process can be killed between commit and answer. */
  private static final Map<String, String> SLOW =
      Map.of(
          "warn.submission.answer-step", "PT1M",
          "warn.submission.verification.read-timeout", "PT1M",
          "warn.submission.max-in-flight", "3");

  private static Surroundings surroundings;

  /** What the first test leaves to the second. */
  private static ApplicationServer running;

  @BeforeAll
  static void start() {
    surroundings = Surroundings.startTemporary(Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    if (running != null) {
      running.close();
    }
    surroundings.close();
  }

  @Test
  @Order(2)
  void submissionWhoseVerdictComesWhileTheServerStops_isNotLost() throws Exception {
    DeployedServer server = new DeployedServer(surroundings);
    HttpRequest.Builder asked = request(2);
    int before;
    try (ApplicationServer first = running) {
      before = server.storedKeys();
      // The app is told to try again before the verdict comes.
      surroundings.verification().behave(Conduct.slow(Duration.ofSeconds(8)));
      int unspent = surroundings.verification().unspentTans();
      CompletableFuture<HttpResponse<String>> asking =
          sendUntil(server, asked, () -> isUnspent(unspent - 1));
      assertThat(first.process().destroy()).isTrue();
      first.process().onExit().get(60, TimeUnit.SECONDS);
      // Answered or not: it is the phone's second try that counts.
      assertThat(asking.handle((answer, failure) -> true).get(20, TimeUnit.SECONDS)).isTrue();
    }

    // It would refuse the TAN now, if it were asked.
    surroundings.verification().behave(Conduct.NORMAL);
    try (ApplicationServer second = server(Map.of())) {
      assertThat(server.sendUntilServed(asked).statusCode()).isEqualTo(200);
      assertThat(server.storedKeys()).isEqualTo(before + 2);
      assertThat(second.process().isAlive()).isTrue();
    }
  }

  @Test
  @Order(1)
  void submissionWhoseVerdictHadCome_isNotLost() throws Exception {
    DeployedServer server = new DeployedServer(surroundings);
    HttpRequest.Builder stored = request(3);
    HttpRequest.Builder verified = request(4);
    HttpRequest.Builder asked = request(5);

    try (ApplicationServer first = server(SLOW)) {
      // Before its own probes have succeeded nobody is served, and is told so a minute later here.
      await(server, "warn_submission_served", 1);
      CompletableFuture<HttpResponse<String>> unanswered =
          sendUntil(server, stored, () -> isOneVerdict("stored"));
      try (Connection lock = surroundings.database().connectAsSuperuser();
          Statement statement = lock.createStatement()) {
        lock.setAutoCommit(false);
        statement.execute("lock table warn.incoming_key in access exclusive mode");
        CompletableFuture<HttpResponse<String>> waiting =
            sendUntil(server, verified, () -> isOneVerdict("valid"));
        surroundings.verification().behave(Conduct.slow(Duration.ofSeconds(50)));
        CompletableFuture<HttpResponse<String>> asking =
            sendUntil(server, asked, () -> isOneVerdict("asked") && isUnspent(0));
        // One that met an outage was answered so late that those before it were answered, too.
        unanswered = unanswered.isDone() ? server.sendLater(stored) : unanswered;
        waiting = waiting.isDone() ? server.sendLater(verified) : waiting;
        await(server, "warn_submission_in_flight", 3);
        // Three are in flight, and no more are let in, real or fake.
        assertThat(server.send(request(1)).statusCode()).isEqualTo(503);
        assertThat(server.send(fake()).headers().firstValue("retry-after")).isPresent();
        first.process().destroyForcibly();
        first.process().onExit().get(20, TimeUnit.SECONDS);
        // A statement of the dead process still waits for the lock, and would come to its end.
        statement.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                + " where usename = 'warn_submission'");
        lock.rollback();
        for (CompletableFuture<?> answer : List.of(unanswered, waiting, asking)) {
          assertThat(answer.handle((value, failure) -> failure).get(20, TimeUnit.SECONDS))
              .isNotNull();
        }
      }
    }
    surroundings.verification().behave(Conduct.NORMAL);
    assertThat(server.storedKeys()).isEqualTo(3);

    running = server(Map.of());
    // Nobody is asked again about these two: their TANs are spent.
    assertThat(server.sendUntilServed(stored).statusCode()).isEqualTo(200);
    assertThat(server.storedKeys()).isEqualTo(3);
    assertThat(server.sendUntilServed(verified).statusCode()).isEqualTo(200);
    assertThat(server.storedKeys()).isEqualTo(7);
    // What this side cannot close: the TAN is spent, and the answer never came.
    assertThat(server.sendUntilServed(asked).statusCode()).isEqualTo(403);
    assertThat(server.storedKeys()).isEqualTo(7);
    assertThat(running.process().isAlive()).isTrue();
  }

  private static ApplicationServer server(Map<String, String> settings) {
    return Installed.micro(surroundings, settings, "-Xmx512m");
  }

  private static HttpRequest.Builder request(int keys) {
    SecureRandom random = new SecureRandom();
    SubmissionRequest submission =
        SubmissionRequest.real(
            UUID.fromString(surroundings.verification().freshTan()),
            new Submission(
                new RandomKeys(Clock.systemUTC(), random).ofPastDays(keys),
                "DE",
                List.of("DE"),
                false),
            random);
    return request(submission);
  }

  private static HttpRequest.Builder fake() {
    return request(SubmissionRequest.fake(new SecureRandom()));
  }

  private static HttpRequest.Builder request(SubmissionRequest submission) {
    HttpRequest.Builder request =
        new DeployedServer(surroundings)
            .to("/version/v1/diagnosis-keys")
            .timeout(LIMIT)
            .POST(BodyPublishers.ofByteArray(submission.body()));
    submission.headers().forEach(request::header);
    return request;
  }

  private static void await(DeployedServer server, String metric, int value) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (server.metric(metric) < value) {
      assertThat(System.nanoTime()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Sends a request, again where it is not served, until it has come so far. */
  private static CompletableFuture<HttpResponse<String>> sendUntil(
      DeployedServer server, HttpRequest.Builder request, Callable<Boolean> reached)
      throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    CompletableFuture<HttpResponse<String>> answer = server.sendLater(request);
    while (!reached.call()) {
      assertThat(System.nanoTime()).isLessThan(end);
      if (answer.isDone() && answer.join().statusCode() == 503) {
        answer = server.sendLater(request);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return answer;
  }

  /** The stand-in spends a TAN before it waits. */
  private static boolean isUnspent(int left) {
    return surroundings.verification().unspentTans() == left;
  }

  private static boolean isOneVerdict(String state) throws SQLException {
    try (Connection connection = surroundings.database().connectAsSuperuser();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from warn.tan_verdict where state = '" + state + "'")) {
      return row.next() && row.getInt(1) == 1;
    }
  }
}
