package io.warnserver.submission.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.submission.base.SubmissionThreads;
import io.warnserver.submission.base.Timers;
import io.warnserver.submission.tan.Tan;
import io.warnserver.submission.verification.TanVerifier.Question;
import io.warnserver.submission.verification.TanVerifier.Verdict;
import io.warnserver.testing.Logged;
import io.warnserver.testing.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real server, by HTTP and by TLS. */
class HttpTanVerifierTest {

  /** Of an answer that says yes, with a part of its body. */
  private static final byte[] BEGINNING =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nab"
          .getBytes(StandardCharsets.US_ASCII);

  private static final String UUID = "8a7e2f60-1b3c-4d5e-9f80-0123456789ab";
  private static final Tan TAN = Tan.ofHeader(UUID).orElseThrow();

  private static final Duration LONG = Duration.ofSeconds(15);
  private static final int AT_ONCE = 3;
  private static final int WRONG = 2;

  private final Logged log = Logged.by(HttpTanVerifier.class);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("verification");

  private final SubmissionThreads threads = new SubmissionThreads(Thread::new);

  @TempDir private Path folder;

  @AfterEach
  void nothingThatWasSent_isLogged() {
    log.close();
    threads.close();
    assertThat(log.lines())
        .allSatisfy(line -> assertThat(line).doesNotContainIgnoringCase(UUID, "127.0.0.1"));
  }

  @ParameterizedTest
  @CsvSource({
    "200, '', VALID",
    "200, TEST, VALID",
    "200, EVENT, INVALID",
    "200, event, INVALID",
    "404, '', INVALID",
    "400, '', INVALID",
    "302, '', UNKNOWN",
    "401, '', UNKNOWN",
    "406, '', UNKNOWN",
    "429, '', UNKNOWN",
    "500, '', UNKNOWN",
    "503, '', UNKNOWN",
    "204, '', UNKNOWN"
  })
  void status_isAVerdict(int status, String teletanType, Verdict expected) throws IOException {
    try (TestServer server = TestServer.plain()) {
      server.status = status;
      server.teletanType = teletanType;

      assertThat(verdict(plain(server.address()))).isEqualTo(expected);
      assertThat(server.requests)
          .containsExactly(
              "POST /version/v1/tan/verify application/json {\"tan\":\"" + UUID + "\"}");
      assertThat(
              metrics
                  .get("warn.submission.verification")
                  .tag("verdict", expected.name().toLowerCase(Locale.ROOT))
                  .timer()
                  .count())
          .isEqualTo(1);
    }
  }

  @Test
  void addressWithAPathAndASlash_isContinued() throws IOException {
    try (TestServer server = TestServer.plain()) {
      verdict(plain(URI.create(server.address() + "/base/")));

      assertThat(server.requests.get(0)).startsWith("POST /base/version/v1/tan/verify ");
    }
  }

  @Test
  void serverThatDoesNotAnswerInTime_isUnknownAndNotAskedAgain() throws IOException {
    try (TestServer server = TestServer.plain()) {
      server.hold = new CountDownLatch(1);

      Question question = plain(server.address()).verify(TAN);

      assertThat(verdict(question.inTime())).isEqualTo(Verdict.UNKNOWN);
      assertThat(verdict(question.atLast())).isEqualTo(Verdict.UNKNOWN);
      server.hold.countDown();
      assertThat(server.requests).hasSize(1);
      assertThat(log.lines())
          .satisfiesExactly(
              line -> assertThat(line).contains("not answered in time"),
              line -> assertThat(line).contains("HttpTimeoutException"));
      assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"200, VALID", "404, INVALID", "500, UNKNOWN"})
  void answerThatComesLate_isUnknownInTimeAndKnownAtLast(int status, Verdict expected)
      throws IOException {
    try (TestServer server = TestServer.plain()) {
      server.status = status;
      server.hold = new CountDownLatch(1);
      Question question = patient(server.address()).verify(TAN);

      assertThat(verdict(question.inTime())).isEqualTo(Verdict.UNKNOWN);
      assertThat(question.atLast().toCompletableFuture()).isNotDone();
      server.hold.countDown();

      assertThat(verdict(question.atLast())).isEqualTo(expected);
      assertThat(late(expected)).isEqualTo(1);
      assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
      assertThat(breaker.getMetrics().getNumberOfSuccessfulCalls()).isZero();
    }
  }

  @Test
  void answerThatComesInTime_isNotLate() throws IOException {
    try (TestServer server = TestServer.plain()) {
      Question question = plain(server.address()).verify(TAN);

      assertThat(verdict(question.inTime())).isEqualTo(Verdict.VALID);
      assertThat(verdict(question.atLast())).isEqualTo(Verdict.VALID);
      assertThat(late(Verdict.VALID)).isZero();
      assertThat(Timers.of(threads)).isEmpty();
    }
  }

  private double late(Verdict verdict) {
    return metrics
        .get("warn.submission.verification.late")
        .tag("verdict", verdict.name().toLowerCase(Locale.ROOT))
        .counter()
        .count();
  }

  @Test
  void serverThatBreaksTheConnection_isUnknownAndNotAskedAgain() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      HttpTanVerifier verifier = plain(URI.create("http://127.0.0.1:" + server.getLocalPort()));
      CompletableFuture<Verdict> verdict = verifier.verify(TAN).inTime().toCompletableFuture();
      server.accept().close();

      assertThat(verdict.get(20, TimeUnit.SECONDS)).isEqualTo(Verdict.UNKNOWN);
      server.setSoTimeout(200);
      assertThat(catchThrowable(server)).isNotNull();
    }
  }

  @Test
  void bodyThatStalls_changesNothing() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Verdict> verdict = ask(server);
      try (Socket connection = server.accept()) {
        connection.getOutputStream().write(BEGINNING);

        assertThat(verdict.get(20, TimeUnit.SECONDS)).isEqualTo(Verdict.VALID);
        connection.setSoTimeout(20_000);
        assertThat(connection.getInputStream().readAllBytes()).as("ends").isNotEmpty();
      }
    }
  }

  /** Each time another one of the client's threads may be the quicker. */
  @RepeatedTest(50)
  void bodyThatBreaksOff_changesNothing() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Verdict> verdict = ask(server);
      try (Socket connection = server.accept()) {
        connection.getOutputStream().write(BEGINNING);
        connection.shutdownOutput();

        assertThat(verdict.get(20, TimeUnit.SECONDS)).isEqualTo(Verdict.VALID);
      }
    }
  }

  private CompletableFuture<Verdict> ask(ServerSocket server) {
    URI address = URI.create("http://127.0.0.1:" + server.getLocalPort());
    return waiting(address, LONG, Duration.ofSeconds(1)).verify(TAN).inTime().toCompletableFuture();
  }

  @Test
  void answersOneAfterTheOther_shareAConnection() throws IOException {
    try (TestServer server = TestServer.plain()) {
      HttpTanVerifier verifier = plain(server.address());
      verdict(verifier);
      verdict(verifier);

      assertThat(server.clients).hasSize(1);
    }
  }

  private static Exception catchThrowable(ServerSocket server) {
    try {
      server.accept().close();
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  @Test
  void serverThatIsNotThere_isUnknown() throws IOException {
    assertThat(verdict(plain(URI.create("http://127.0.0.1:" + nobodysPort()))))
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(log.lines()).singleElement().asString().contains("ConnectException");
  }

  @Test
  void openBreaker_asksNothing() throws IOException {
    try (TestServer server = TestServer.plain()) {
      breaker.transitionToOpenState();
      HttpTanVerifier verifier = plain(server.address());

      assertThat(verifier.asksNobody()).isTrue();
      assertThat(verdict(verifier)).isEqualTo(Verdict.NOT_ASKED);
      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void wrongTans_useTheSecondsBudgetUpAndGoodOnesDoNot() throws IOException {
    try (TestServer server = TestServer.plain()) {
      HttpTanVerifier verifier = plain(server.address());
      for (int i = 0; i < 5 * WRONG; i++) {
        assertThat(verdict(verifier)).isEqualTo(Verdict.VALID);
      }
      server.status = 404;
      int asked = 0;
      for (int i = 0; i < 100; i++) {
        asked += verdict(verifier) == Verdict.INVALID ? 1 : 0;
      }

      assertThat(asked).isGreaterThanOrEqualTo(WRONG);
      assertThat(server.requests).hasSize(5 * WRONG + asked);
      assertThat(notAsked("wrong")).isEqualTo(100.0 - asked);
      assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void questionsUnderWay_areNoMoreThanMayBe() throws IOException {
    try (TestServer server = TestServer.plain()) {
      server.hold = new CountDownLatch(1);
      HttpTanVerifier verifier = waiting(server.address(), LONG, LONG);
      List<Question> questions = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        assertThat(verifier.asksNobody()).isFalse();
        questions.add(verifier.verify(TAN));
      }

      assertThat(verifier.asksNobody()).isTrue();
      assertThat(verdict(verifier)).isEqualTo(Verdict.NOT_ASKED);
      verifier.turnedAway();
      assertThat(notAsked("at-once")).isEqualTo(2);
      server.hold.countDown();
      questions.forEach(question -> verdict(question.atLast()));
      verifier.turnedAway();
      assertThat(notAsked("at-once")).isEqualTo(2);
      assertThat(verifier.asksNobody()).isFalse();
      assertThat(verdict(verifier)).isEqualTo(Verdict.VALID);
    }
  }

  private double notAsked(String reason) {
    return metrics
        .get("warn.submission.verification.not.asked")
        .tag("reason", reason)
        .counter()
        .count();
  }

  @Test
  void failures_openTheBreakerAndRefusalsDoNot() throws IOException {
    CircuitBreaker fresh = CircuitBreaker.ofDefaults("fresh");
    try (TestServer server = TestServer.plain()) {
      server.status = 404;
      HttpTanVerifier verifier =
          new HttpTanVerifier(
              settings(server.address(), Map.of()), fresh, trust(), threads, metrics);
      verdict(verifier);
      assertThat(fresh.getMetrics().getNumberOfFailedCalls()).isZero();

      server.status = 500;
      verdict(verifier);
      assertThat(fresh.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
    }
  }

  @Test
  void certificatesThatAreTrustedOnBothSides_giveAVerdict() throws IOException {
    TestCertificates server = TestCertificates.forHost("localhost");
    TestCertificates client = TestCertificates.forHost("warn-server");
    try (TestServer standIn = TestServer.tls(server, client, folder)) {
      assertThat(verdict(tls(standIn, client, server))).isEqualTo(Verdict.VALID);
    }
  }

  @Test
  void serverWithAnotherCertificate_isNotAsked() throws IOException {
    TestCertificates client = TestCertificates.forHost("warn-server");
    try (TestServer standIn =
        TestServer.tls(TestCertificates.forHost("localhost"), client, folder)) {
      assertThat(verdict(tls(standIn, client, TestCertificates.forHost("localhost"))))
          .isEqualTo(Verdict.UNKNOWN);
      assertThat(standIn.requests).isEmpty();
    }
  }

  @Test
  void serverWithACertificateForAnotherHost_isNotAsked() throws IOException {
    TestCertificates server = TestCertificates.forHost("verification.example");
    TestCertificates client = TestCertificates.forHost("warn-server");
    try (TestServer standIn = TestServer.tls(server, client, folder)) {
      assertThat(verdict(tls(standIn, client, server))).isEqualTo(Verdict.UNKNOWN);
      assertThat(standIn.requests).isEmpty();
    }
  }

  @Test
  void clientWithAnotherCertificate_isRefusedByTheServer() throws IOException {
    TestCertificates server = TestCertificates.forHost("localhost");
    try (TestServer standIn =
        TestServer.tls(server, TestCertificates.forHost("warn-server"), folder)) {
      assertThat(verdict(tls(standIn, TestCertificates.forHost("warn-server"), server)))
          .isEqualTo(Verdict.UNKNOWN);
      assertThat(standIn.requests).isEmpty();
    }
  }

  @Test
  void clientWithoutACertificate_isRefusedByTheServer() throws IOException {
    TestCertificates server = TestCertificates.forHost("localhost");
    try (TestServer standIn =
        TestServer.tls(server, TestCertificates.forHost("warn-server"), folder)) {
      Map<String, String> trustOnly =
          Map.of(
              "warn.mode",
              "development",
              "warn.submission.verification.truststore",
              server.trustStore(folder.resolve("trust.p12")).toString(),
              "warn.submission.verification.truststore-password",
              TestCertificates.PASSWORD);
      HttpTanVerifier verifier =
          new HttpTanVerifier(
              settings(URI.create("https://localhost:" + standIn.port()), trustOnly),
              breaker,
              trust(),
              threads,
              metrics);

      assertThat(verdict(verifier)).isEqualTo(Verdict.UNKNOWN);
      assertThat(standIn.requests).isEmpty();
    }
  }

  @Test
  void whatFollowsAnAnswer_runsOnAThreadOfTheContainer() throws Exception {
    try (TestServer server = TestServer.plain()) {
      server.hold = new CountDownLatch(1);
      Set<Thread> container = ConcurrentHashMap.newKeySet();

      CompletableFuture<Thread> follower = follower(server.address(), container);
      server.hold.countDown();

      assertThat(container).contains(follower.get(LONG.toSeconds(), TimeUnit.SECONDS));
    }
  }

  @Test
  void whatFollowsABrokenConnection_runsOnAThreadOfTheContainer() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://127.0.0.1:" + server.getLocalPort());
      Set<Thread> container = ConcurrentHashMap.newKeySet();

      CompletableFuture<Thread> follower = follower(address, container);
      server.accept().close();

      assertThat(container).contains(follower.get(LONG.toSeconds(), TimeUnit.SECONDS));
    }
  }

  private CompletableFuture<Thread> follower(URI address, Set<Thread> container) {
    SubmissionThreads counted =
        new SubmissionThreads(
            work -> {
              Thread thread = new Thread(work);
              container.add(thread);
              return thread;
            });
    HttpTanVerifier verifier =
        new HttpTanVerifier(settings(address, Map.of()), breaker, trust(), counted, metrics);
    return verifier
        .verify(TAN)
        .inTime()
        .thenApply(verdict -> Thread.currentThread())
        .whenComplete((thread, failure) -> counted.close())
        .toCompletableFuture();
  }

  private HttpTanVerifier tls(TestServer server, TestCertificates own, TestCertificates trusted) {
    Map<String, String> stores =
        Map.of(
            "warn.submission.verification.keystore",
            own.store(folder.resolve("client.p12"), "key").toString(),
            "warn.submission.verification.keystore-password",
            TestCertificates.PASSWORD,
            "warn.submission.verification.truststore",
            trusted.trustStore(folder.resolve("client-trust.p12")).toString(),
            "warn.submission.verification.truststore-password",
            TestCertificates.PASSWORD);
    return new HttpTanVerifier(
        settings(URI.create("https://localhost:" + server.port()), stores),
        breaker,
        trust(),
        threads,
        metrics);
  }

  private HttpTanVerifier plain(URI address) {
    return waiting(address, Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  /** Not for the app, but afterwards. */
  private HttpTanVerifier patient(URI address) {
    return waiting(address, Duration.ofMillis(100), Duration.ofMinutes(1));
  }

  private HttpTanVerifier waiting(URI address, Duration readTimeout, Duration latePatience) {
    return new HttpTanVerifier(
        new VerificationSettings(
            address,
            Duration.ofSeconds(2),
            readTimeout,
            latePatience,
            Duration.ofMinutes(1),
            AT_ONCE,
            WRONG,
            Optional.empty()),
        breaker,
        trust(),
        threads,
        metrics);
  }

  private static VerificationSettings settings(URI address, Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("warn.submission.verification.url", address.toString());
    if (address.getScheme().equals("http")) {
      values.put("warn.mode", "development");
    }
    return VerificationSettings.from(TestServer.settings(values));
  }

  /** A server that is known to refuse what it should. */
  private static Trust trust() {
    Trust trust = new Trust();
    trust.learn(404);
    return trust;
  }

  private static Verdict verdict(HttpTanVerifier verifier) {
    return verdict(verifier.verify(TAN).inTime());
  }

  private static Verdict verdict(CompletionStage<Verdict> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static int nobodysPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
