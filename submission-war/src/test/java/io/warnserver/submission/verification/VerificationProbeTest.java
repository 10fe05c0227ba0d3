package io.warnserver.submission.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.health.Health;
import io.warnserver.submission.base.SubmissionThreads;
import io.warnserver.submission.tan.Tan;
import io.warnserver.submission.verification.TanVerifier.Question;
import io.warnserver.submission.verification.TanVerifier.Verdict;
import io.warnserver.testing.Logged;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server's own question, with a real circuit breaker and a real server. */
class VerificationProbeTest {

  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofSeconds(15);

  private final Logged log = Logged.by(Trust.class);

  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "tried",
          CircuitBreakerConfig.custom()
              .slidingWindowSize(10)
              .minimumNumberOfCalls(5)
              .permittedNumberOfCallsInHalfOpenState(2)
              .waitDurationInOpenState(Duration.ofHours(1))
              .build());
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final SubmissionThreads threads = new SubmissionThreads(Thread::new);
  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> answered = new CopyOnWriteArrayList<>();
  private TestServer server;
  private HttpTanVerifier verifier;
  private VerificationProbe probe;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.plain();
    server.status = 404;
    verifier =
        new HttpTanVerifier(
            new VerificationSettings(
                server.address(), LONG, LONG, LONG, INTERVAL, 1, 1, Optional.empty()),
            breaker,
            new Trust(),
            threads,
            metrics);
    probe = new VerificationProbe(verifier, INTERVAL, nanos::get, answered::add);
  }

  @AfterEach
  void stop() {
    log.close();
    threads.close();
    server.close();
  }

  @Test
  void beforeTheFirstAnswer_noSubmissionIsAskedFor() {
    assertThat(submit()).isEqualTo(Verdict.NOT_ASKED);
    assertThat(server.requests).isEmpty();

    ask();

    assertThat(server.requests).hasSize(1);
    server.status = 200;
    assertThat(submit()).isEqualTo(Verdict.VALID);
  }

  @ParameterizedTest
  @CsvSource({"500", "302", "429"})
  void answerThatSaysNothing_isNoFirstAnswer(int status) {
    server.status = status;
    ask();

    assertThat(submit()).isEqualTo(Verdict.NOT_ASKED);
  }

  @Test
  void inGoodTimes_itAsksOnceAnIntervalForTansThatNobodyHas() {
    probe.askIfDue();
    await(1);
    probe.askIfDue();
    nanos.addAndGet(INTERVAL.toNanos() - 1);
    probe.askIfDue();
    assertThat(server.requests).hasSize(1);

    nanos.incrementAndGet();
    probe.askIfDue();

    await(2);
    assertThat(server.requests).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void goodAnswer_isToldWithItsTime_andNoOther() {
    probe.askIfDue();
    await(1);
    assertThat(answered).hasSize(1);

    server.status = 500;
    nanos.addAndGet(INTERVAL.toNanos());
    probe.askIfDue();
    await(2);
    assertThat(answered).hasSize(1);
  }

  /** No submission is asked for meanwhile; an answer, of any kind, ends that. */
  @Test
  void questionWithoutAVerdict_isFollowedByTheServersOwnAtOnce() {
    ask();
    server.status = 500;
    assertThat(submit()).isEqualTo(Verdict.UNKNOWN);
    assertThat(submit()).isEqualTo(Verdict.NOT_ASKED);
    assertThat(breaker.getState()).isEqualTo(State.CLOSED);

    server.status = 404;
    probe.askIfDue();
    await(3);

    server.status = 200;
    assertThat(submitWhenAsked()).isEqualTo(Verdict.VALID);
  }

  @Test
  void questionThatIsNotAnswered_isTheOnlyOne() {
    server.hold = new CountDownLatch(1);
    probe.askIfDue();
    for (int i = 0; i < 10; i++) {
      probe.askIfDue();
    }
    server.hold.countDown();

    await(1);
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void yesToATanOfNobody_opensTheBreakerAtOnceAndStoresNothing() {
    ask();
    server.status = 200;
    assertThat(submit()).as("before anybody knows").isEqualTo(Verdict.VALID);

    ask();

    assertThat(breaker.getState()).isEqualTo(State.OPEN);
    assertThat(acceptsAnything()).isEqualTo(1);
    assertThat(submit()).isEqualTo(Verdict.NOT_ASKED);
    assertThat(log.levels()).containsExactly(Level.INFO, Level.SEVERE);
    assertThat(verifier.health().state()).isEqualTo(Health.State.DEGRADED);
    assertThat(verifier.health().detail()).contains("accepts a TAN that nobody has");
  }

  @Test
  void yesOfAnEventToATanOfNobody_isNoBetter() {
    ask();
    server.status = 200;
    server.teletanType = "EVENT";

    ask();

    assertThat(breaker.getState()).isEqualTo(State.OPEN);
  }

  @Test
  void yesWhileTheBreakerIsTried_keepsItOpenAndIsToldOnce() {
    ask();
    server.status = 200;
    for (int i = 0; i < 5; i++) {
      ask();
      assertThat(breaker.getState()).isEqualTo(State.OPEN);
      breaker.transitionToHalfOpenState();
    }

    assertThat(log.levels()).containsExactly(Level.INFO, Level.SEVERE);
    assertThat(submit()).isEqualTo(Verdict.NOT_ASKED);
  }

  @Test
  void afterAYes_twoRefusalsCloseTheBreaker() {
    ask();
    server.status = 200;
    ask();
    breaker.transitionToHalfOpenState();
    server.status = 404;

    ask();
    assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
    assertThat(submit()).isEqualTo(Verdict.NOT_ASKED);
    ask();

    assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    assertThat(acceptsAnything()).isZero();
    server.status = 200;
    assertThat(submit()).isEqualTo(Verdict.VALID);
  }

  @Test
  void afterAYes_noAnswerChangesNothing() {
    ask();
    server.status = 200;
    ask();
    breaker.transitionToHalfOpenState();
    server.status = 503;
    ask();
    ask();

    assertThat(breaker.getState()).isEqualTo(State.OPEN);
    assertThat(acceptsAnything()).isEqualTo(1);
  }

  /** It was asked before anybody knew. */
  @Test
  void yesToASubmission_countsForNothingOnceItIsKnown() {
    ask();
    server.status = 200;
    CountDownLatch hold = new CountDownLatch(1);
    server.hold = hold;
    Question question = verifier.verify(Tan.ofNobody());
    await(2);
    server.hold = null;
    ask();

    hold.countDown();

    assertThat(get(question.inTime())).isEqualTo(Verdict.UNKNOWN);
    assertThat(get(question.atLast())).isEqualTo(Verdict.UNKNOWN);
  }

  /** Two of them would close the breaker without a question of the server's own. */
  @Test
  void answerToAnEarlierSubmission_doesNotCloseABreakerThatIsTried() {
    ask();
    server.hold = new CountDownLatch(1);
    Question question = verifier.verify(Tan.ofNobody());
    breaker.transitionToOpenState();
    breaker.transitionToHalfOpenState();
    server.hold.countDown();

    assertThat(get(question.inTime())).isEqualTo(Verdict.INVALID);
    assertThat(breaker.getMetrics().getNumberOfSuccessfulCalls()).isZero();
  }

  @Test
  void boundsThatAreReached_doNotHinderTheServersOwnQuestion() {
    ask();
    assertThat(submit()).isEqualTo(Verdict.INVALID);
    assertThat(submit()).as("one wrong TAN a second").isEqualTo(Verdict.NOT_ASKED);
    server.status = 200;

    ask();

    assertThat(acceptsAnything()).isEqualTo(1);
  }

  @Test
  void tanThatIsCalledMalformedAndIsNot_isAnOutage() {
    ask();
    server.status = 400;
    ask();

    assertThat(log.levels()).containsExactly(Level.INFO, Level.WARNING);
    assertThat(verifier.health().state()).isEqualTo(Health.State.DEGRADED);
    assertThat(submit()).as("nobody is told that a TAN is wrong").isEqualTo(Verdict.NOT_ASKED);
    server.status = 404;
    ask();
    assertThat(verifier.health().state()).isEqualTo(Health.State.UP);
    assertThat(submit()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void serverThatGivesNoVerdict_isDegradedUntilItDoes() {
    assertThat(verifier.health().state()).as("not asked yet").isEqualTo(Health.State.UP);
    ask();
    assertThat(verifier.health().state()).isEqualTo(Health.State.UP);
    server.status = 500;
    ask();
    assertThat(verifier.health().detail()).isEqualTo("gave no verdict the last time");
    server.status = 404;
    ask();
    assertThat(verifier.health().state()).isEqualTo(Health.State.UP);
  }

  private void ask() {
    get(verifier.probe());
  }

  private Verdict submit() {
    return get(verifier.verify(Tan.ofNobody()).inTime());
  }

  /** The answer to the server's own question may be read a moment after it has come. */
  private Verdict submitWhenAsked() {
    long end = System.nanoTime() + LONG.toNanos();
    Verdict verdict = submit();
    while (verdict == Verdict.NOT_ASKED && System.nanoTime() < end) {
      verdict = submit();
    }
    return verdict;
  }

  private double acceptsAnything() {
    return metrics.get("warn.submission.verification.accepts.anything").gauge().value();
  }

  private void await(int requests) {
    long end = System.nanoTime() + LONG.toNanos();
    while (server.requests.size() < requests || isAsking()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private boolean isAsking() {
    return server.hold == null && probe.isAsking();
  }

  private static Verdict get(CompletionStage<Verdict> verdict) {
    return verdict.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
