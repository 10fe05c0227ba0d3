package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.client.SubmissionRequest;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.local.servers.VerificationStandIn;
import io.warnserver.local.servers.VerificationStandIn.Conduct;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

/** A verification server that says yes to everybody, and one that somebody has overrun. */
class VerificationConductIT {

  private static final int WRONG_PER_SECOND = 10;
  private static final int GUESSERS = 12;
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String BREAKER = "warn_submission_breaker_open{system=\"verification\"}";
  private static final String ACCEPTS = "warn_submission_verification_accepts_anything";
  private static final String TURNED_AWAY =
      "warn_submission_verification_not_asked_total{reason=\"wrong\"}";

  private static VerificationStandIn verification;
  private static MicroServer micro;
  private static DeployedServer server;
  private static int first;

  /** Begins with one that accepts anything. */
  @BeforeAll
  static void start() throws Exception {
    Surroundings surroundings = Surroundings.startTemporary(Clock.systemUTC());
    verification = surroundings.verification();
    verification.behave(Conduct.acceptingAnything());
    micro =
        MicroServer.start(
            surroundings,
            "-Xmx512m",
            Map.of(
                "warn.submission.verification.probe-interval",
                "PT1S",
                "warn.submission.verification.max-wrong-per-second",
                String.valueOf(WRONG_PER_SECOND)));
    server = micro.server();
    first = server.submit(server.real(invented()));
    verification.behave(Conduct.normal());
    awaitAccepted();
  }

  @AfterAll
  static void stop() {
    if (micro != null) {
      micro.close();
    }
  }

  @Test
  void firstSubmissionAfterTheStart_isNotTakenOnTrust() {
    assertThat(first).isEqualTo(503);
  }

  @Test
  void serverThatAcceptsAnything_storesNothingUntilItRefusesAgain() throws Exception {
    int told = told("accepts a TAN that nobody has");
    verification.behave(Conduct.acceptingAnything());
    try {
      await(ACCEPTS, 1);
      int before = server.storedKeys();
      for (int i = 0; i < 20; i++) {
        assertThat(server.submit(server.real(invented()))).isEqualTo(503);
        assertThat(server.submit(fake())).isEqualTo(503);
      }

      assertThat(server.storedKeys()).isEqualTo(before);
      assertThat(server.metric(BREAKER)).isEqualTo(1);
      await("warn_health{check=\"verification-server\"}", 1);
      assertThat(server.send(server.toOperations("health/ready").GET()).body())
          .contains("accepts a TAN that nobody has");
    } finally {
      verification.behave(Conduct.normal());
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
          fakes.merge(server.submit(fake()), 1, Integer::sum);
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
    assertThat(guesses.get(403))
        .isLessThanOrEqualTo((int) (WRONG_PER_SECOND * (seconds + 1)) + GUESSERS);
    // Its own question once a second, or somewhat less.
    assertThat(verification.asked() - asked)
        .isLessThanOrEqualTo(guesses.get(403) + good + (int) seconds + 2);
    assertThat(fakes).as("as real ones of the same moment").containsKey(503);
    assertThat(server.metric(BREAKER)).isZero();
    assertThat(lines() - lines).as("lines of log").isLessThan(20);
    // It passes without a trace: neither is remembered for fakes.
    awaitAccepted();
    for (int i = 0; i < 16; i++) {
      assertThat(server.submit(server.real(verification.freshTan()))).isEqualTo(200);
      assertThat(server.submit(fake())).isEqualTo(200);
    }
  }

  private static Callable<Map<Integer, Integer>> guess(AtomicBoolean ending) {
    return () -> {
      Map<Integer, Integer> statuses = new TreeMap<>();
      while (!ending.get()) {
        statuses.merge(server.submit(server.real(invented())), 1, Integer::sum);
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
      status = server.submit(request);
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
