package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.client.SubmissionRequest;
import io.warnserver.local.certificates.CertificateIssue;
import io.warnserver.local.certificates.CertificateIssue.KeyKind;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.local.certificates.KeyFiles;
import io.warnserver.local.certificates.TlsContexts;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.local.servers.VerificationStandIn;
import io.warnserver.local.servers.VerificationStandIn.Conduct;
import io.warnserver.managed.Waiting;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A verification server with TLS, on both sides with certificates: it says yes to everybody, is
 * overrun, and is another one.
 */
class VerificationConductIT {

  private static final String PASSWORD = "development-verification";
  private static final String PREFIX = "warn.submission.verification.";

  private static final int WRONG_PER_SECOND = 10;

  /** More than the budget, also while each waits for the longest deadline. */
  private static final int GUESSERS = 24;

  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String BREAKER = "warn_submission_breaker_open{system=\"verification\"}";
  private static final String ACCEPTS = "warn_submission_verification_accepts_anything";
  private static final String TURNED_AWAY =
      "warn_submission_verification_not_asked_total{reason=\"wrong\"}";

  @TempDir private static Path folder;

  private static IssuedCertificate warnServer;
  private static IssuedCertificate own;
  private static IssuedCertificate stranger;
  private static VerificationStandIn verification;
  private static MicroServer micro;
  private static DeployedServer server;
  private static int first;

  /** Begins with one that accepts anything. */
  @BeforeAll
  static void start() throws Exception {
    KeyFiles files = new KeyFiles(folder, PASSWORD);
    warnServer = issued(files, "warn-server");
    own = issued(files, "verification");
    stranger = issued(files, "stranger");
    Surroundings surroundings = Surroundings.startTemporary(Clock.systemUTC());
    verification = standIn(0, own, warnServer);
    verification.behave(Conduct.ACCEPTING_ANYTHING);
    micro =
        MicroServer.start(
            surroundings,
            "-Xmx512m",
            Map.of(
                "warn.submission.answer-step",
                "PT0.05S",
                PREFIX + "probe-interval",
                "PT1S",
                PREFIX + "max-wrong-per-second",
                String.valueOf(WRONG_PER_SECOND),
                PREFIX + "url",
                verification.address().toString(),
                PREFIX + "keystore",
                files.keystore("warn-server").toString(),
                PREFIX + "keystore-password",
                PASSWORD,
                PREFIX + "truststore",
                files.trustStore("verification").toString(),
                PREFIX + "truststore-password",
                PASSWORD));
    server = micro.server();
    first = server.submitOnce(server.real(invented()));
    verification.behave(Conduct.NORMAL);
    awaitAccepted();
  }

  @AfterAll
  static void stop() {
    if (micro != null) {
      micro.close();
    }
    if (verification != null) {
      verification.close();
    }
  }

  @Test
  void firstSubmissionAfterTheStart_isNotTakenOnTrust() {
    assertThat(first).isEqualTo(503);
  }

  @Test
  void serverThatAcceptsAnything_storesNothingUntilItRefusesAgain() throws Exception {
    int told = told("accepts a TAN that nobody has");
    verification.behave(Conduct.ACCEPTING_ANYTHING);
    try {
      await(ACCEPTS, 1);
      int before = server.storedKeys();
      for (int i = 0; i < 20; i++) {
        assertThat(server.submitOnce(server.real(invented()))).isEqualTo(503);
        assertThat(server.submitOnce(fake())).isEqualTo(503);
      }

      assertThat(server.storedKeys()).isEqualTo(before);
      assertThat(server.metric(BREAKER)).isEqualTo(1);
      await("warn_health{check=\"verification-server\"}", 1);
      // It may have been degraded for another reason before.
      HttpRequest.Builder ready = server.toOperations("health/ready").GET();
      Waiting.until(
          Duration.ofSeconds(60),
          () -> server.sendLater(ready).join().body().contains("accepts a TAN that nobody has"));
    } finally {
      verification.behave(Conduct.NORMAL);
    }
    awaitAccepted();
    assertThat(server.metric(ACCEPTS)).isZero();
    assertThat(server.metric(BREAKER)).isZero();
    assertThat(server.submit(fake())).isEqualTo(200);
    assertThat(told("accepts a TAN that nobody has")).as("lines").isEqualTo(told + 1);
  }

  @Test
  void guessedTans_areAskedForUpToTheBudget_andGoodOnesGetThrough() throws Exception {
    awaitAccepted();
    double turnedAway = server.metric(TURNED_AWAY);
    long lines = lines();
    int asked = verification.asked();
    AtomicBoolean ending = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(GUESSERS);
    Map<Integer, Integer> guesses = new TreeMap<>();
    Map<Integer, Integer> fakes = new TreeMap<>();
    int good = 0;
    long begin = System.nanoTime();
    try {
      List<Future<Map<Integer, Integer>>> guessing = new ArrayList<>();
      for (int i = 0; i < GUESSERS; i++) {
        guessing.add(threads.submit(guess(ending)));
      }
      await(TURNED_AWAY, turnedAway + 1);
      for (int i = 0; i < 3; i++) {
        good += awaitAccepted();
        for (int fake = 0; fake < 10; fake++) {
          fakes.merge(server.submitOnce(fake()), 1, Integer::sum);
        }
      }
      ending.set(true);
      for (Future<Map<Integer, Integer>> one : guessing) {
        one.get().forEach((status, count) -> guesses.merge(status, count, Integer::sum));
      }
    } finally {
      ending.set(true);
      threads.shutdown();
    }

    double seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
    assertThat(guesses.keySet()).containsExactly(403, 503);
    int budget = (int) (WRONG_PER_SECOND * (seconds + 1)) + GUESSERS;
    assertThat(guesses.get(403)).isLessThanOrEqualTo(budget);
    // Its own question once a second, or somewhat less.
    assertThat(verification.asked() - asked).isLessThanOrEqualTo(budget + good + (int) seconds + 2);
    assertThat(fakes).as("as real ones of the same moment").containsKey(503);
    assertThat(server.metric(BREAKER)).isZero();
    assertThat(lines() - lines).as("lines of log").isLessThan(20);
    awaitAccepted();
    assertThat(server.submit(fake())).isEqualTo(200);
  }

  @Test
  void submission_isVerifiedOnlyIfBothSidesTrustEachOther() throws Exception {
    int port = verification.address().getPort();
    int before = server.storedKeys();
    awaitAccepted();
    assertThat(verification.unspentTans()).isZero();

    assertNotAsked(standIn(port, stranger, warnServer));
    assertNotAsked(standIn(port, own, stranger));
    VerificationStandIn unlisted = standIn(port, own, warnServer);
    unlisted.list(stranger.certificate());
    assertNotAsked(unlisted);
    unlisted.list(warnServer.certificate());
    // So many failures have opened the circuit breaker; it closes after some seconds.
    awaitAccepted();
    verification = standIn(port, own, warnServer);
    awaitAccepted();
    assertThat(server.storedKeys()).isEqualTo(before + 9);
  }

  private static void assertNotAsked(VerificationStandIn other) throws Exception {
    verification = other;
    assertThat(server.submitOnce(server.real(other.freshTan()))).isEqualTo(503);
    assertThat(other.unspentTans()).isEqualTo(1);
  }

  /** In the place of the one before, where there is one. */
  private static VerificationStandIn standIn(
      int port, IssuedCertificate of, IssuedCertificate client) {
    if (port != 0) {
      verification.close();
    }
    return VerificationStandIn.start(port, TlsContexts.mutual(of, client.certificate()));
  }

  private static IssuedCertificate issued(KeyFiles files, String name) {
    return files.read(
        name,
        name,
        () ->
            CertificateIssue.longLived(
                "OU=Development,CN=" + name, KeyKind.EC, Clock.systemUTC().instant()));
  }

  private static Callable<Map<Integer, Integer>> guess(AtomicBoolean ending) {
    return () -> {
      Map<Integer, Integer> statuses = new TreeMap<>();
      while (!ending.get()) {
        statuses.merge(server.submitOnce(server.real(invented())), 1, Integer::sum);
      }
      return statuses;
    };
  }

  /**
   * As an app that tries again, only sooner.
   *
   * @return how often it was tried
   */
  private static int awaitAccepted() throws Exception {
    SubmissionRequest request = server.real(verification.freshTan());
    long end = System.nanoTime() + LIMIT.toNanos();
    int status = 0;
    for (int tries = 1; System.nanoTime() < end; tries++) {
      status = server.submitOnce(request);
      if (status == 200) {
        return tries;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new AssertionError("still " + status);
  }

  private static void await(String metric, double least) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (server.metric(metric) < least) {
      assertThat(System.nanoTime()).as(metric).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static int told(String words) throws Exception {
    return (int)
        log().stream().filter(line -> line.contains(words) && !line.contains("Health of")).count();
  }

  private static long lines() throws Exception {
    return log().size();
  }

  private static List<String> log() throws Exception {
    return Files.readAllLines(
        micro.surroundings().directory().root().resolve("logs").resolve("application-server.log"),
        StandardCharsets.ISO_8859_1);
  }

  private static String invented() {
    return String.valueOf(UUID.randomUUID());
  }

  private static SubmissionRequest fake() {
    return SubmissionRequest.fake(new SplittableRandom());
  }
}
