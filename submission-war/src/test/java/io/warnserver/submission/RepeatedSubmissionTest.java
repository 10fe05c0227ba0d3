package io.warnserver.submission;

import static io.warnserver.submission.base.Samples.TAN;
import static io.warnserver.submission.base.Samples.key;
import static io.warnserver.submission.base.Samples.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.submission.RememberingStore.Step;
import io.warnserver.submission.SubmitDiagnosisKeys.Answer;
import io.warnserver.submission.base.Outcome;
import io.warnserver.submission.base.RefusedException;
import io.warnserver.submission.payload.Parsing;
import io.warnserver.submission.store.SubmissionStore.Claim;
import io.warnserver.submission.tan.Tan;
import io.warnserver.submission.tan.TanFingerprint;
import io.warnserver.submission.verification.TanVerifier.Verdict;
import io.warnserver.testing.Logged;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same request again, after anything that can have become of it. */
class RepeatedSubmissionTest {

  private static final byte[] BODY = payload(key(1), key(2)).build().toByteArray();
  private static final byte[] OTHER_BODY = payload(key(3)).build().toByteArray();

  private TestSubmissions server = new TestSubmissions();
  private final Logged log = Logged.by("io.warnserver.submission");

  @AfterEach
  void stop() {
    log.close();
    server.close();
  }

  @Test
  void sameRequestAfterASuccess_isAnsweredAlikeAndStoresNothingTwice() {
    assertThat(submit(BODY)).isEqualTo(Outcome.ACCEPTED);
    assertThat(submit(BODY)).isEqualTo(Outcome.ACCEPTED);

    assertThat(server.verifier.asked).hasSize(1);
    assertThat(server.store.stored).hasSize(1);
  }

  @Test
  void sameTanWithOtherKeys_isForbidden() {
    submit(BODY);

    assertThat(submit(OTHER_BODY)).isEqualTo(Outcome.FORBIDDEN);
    assertThat(server.verifier.asked).hasSize(1);
    assertThat(server.store.stored).hasSize(1);
  }

  @Test
  void keysThatCouldNotBeStored_areStoredByTheRetryWithoutAskingAgain() {
    server.store.failing.add(Step.STORE);
    assertThat(submit(BODY)).isEqualTo(Outcome.UNAVAILABLE);
    server.store.failing.clear();
    server.verifier.verdict = Verdict.INVALID;

    assertThat(submit(OTHER_BODY)).isEqualTo(Outcome.FORBIDDEN);
    assertThat(submit(BODY)).isEqualTo(Outcome.ACCEPTED);
    assertThat(server.verifier.asked).hasSize(1);
    assertThat(server.store.stored).hasSize(1);
  }

  @Test
  void databaseThatFailsBeforehand_spendsNoTan() {
    server.store.failing.add(Step.CLAIM);

    assertThat(submit(BODY)).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(server.verifier.asked).isEmpty();
  }

  @Test
  void verdictThatCannotBeWritten_isUnavailableAndStoresNothing() {
    server.store.failing.add(Step.APPROVE);

    assertThat(submit(BODY)).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(server.store.stored).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"INVALID", "UNKNOWN"})
  void requestWithoutAGoodVerdict_isAskedForAgain(Verdict first) {
    server.verifier.verdict = first;
    Outcome outcome = submit(BODY);
    assertThat(outcome)
        .isEqualTo(first == Verdict.INVALID ? Outcome.FORBIDDEN : Outcome.UNAVAILABLE);

    assertThat(submit(BODY)).isEqualTo(outcome);
    server.verifier.verdict = Verdict.VALID;
    assertThat(submit(OTHER_BODY)).isEqualTo(Outcome.ACCEPTED);
    assertThat(server.verifier.asked).hasSize(3);
  }

  @Test
  void refusalOfATanWhoseClaimWasLost_leavesNoClaimBehind() throws InterruptedException {
    server.verifier.later = new CompletableFuture<>();
    Answer answer = server.begin(false, TAN, BODY);
    assertThat(server.verifier.firstAsked.await(20, TimeUnit.SECONDS)).isTrue();
    server.store.lose();

    server.verifier.later.complete(Verdict.INVALID);

    assertThat(outcome(answer)).isEqualTo(Outcome.FORBIDDEN);
    assertThat(server.store.claim(fingerprint()).toCompletableFuture().join().state())
        .isEqualTo(Claim.State.MINE);
  }

  /** The app was told to try again, and does so after the answer has come, or before. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void goodVerdictThatComesLate_countsForTheRetry(boolean before) {
    CompletableFuture<Verdict> late = hangingQuestion();
    assertThat(submit(BODY)).isEqualTo(Outcome.UNAVAILABLE);
    server.verifier.verdict = Verdict.INVALID;
    Answer early = before ? server.begin(false, TAN, BODY) : null;

    late.complete(Verdict.VALID);

    if (early != null) {
      assertThat(outcome(early)).isEqualTo(Outcome.ACCEPTED);
    }
    assertThat(submit(OTHER_BODY)).isEqualTo(Outcome.FORBIDDEN);
    assertThat(submit(BODY)).isEqualTo(Outcome.ACCEPTED);
    assertThat(server.verifier.asked).hasSize(1);
    assertThat(server.store.stored).hasSize(1);
    assertThat(server.late()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"INVALID", "UNKNOWN"})
  void otherVerdictThatComesLate_letsTheRetryAskAgain(Verdict verdict) {
    CompletableFuture<Verdict> late = hangingQuestion();
    submit(BODY);
    assertThat(server.late()).isEqualTo(1);

    late.complete(verdict);

    assertThat(server.late()).isZero();
    server.verifier.atLast = null;
    server.verifier.verdict = Verdict.VALID;
    assertThat(submit(OTHER_BODY)).isEqualTo(Outcome.ACCEPTED);
    assertThat(server.verifier.asked).hasSize(2);
  }

  /** Taken for dead, it is still listened to; what it hears last takes nothing from the taker. */
  @ParameterizedTest
  @EnumSource
  void verdictThatComesLateAfterATakeover_doesNotDisturbTheTaker(Verdict verdict) {
    CompletableFuture<Verdict> late = hangingQuestion();
    submit(BODY);
    server.store.takeOver(fingerprint(), attempt()).toCompletableFuture().join();

    late.complete(verdict);

    Claim claim = server.store.claim(fingerprint()).toCompletableFuture().join();
    assertThat(claim.state())
        .isEqualTo(verdict == Verdict.VALID ? Claim.State.APPROVED : Claim.State.BUSY);
  }

  @Test
  void retryInAnOutage_isRefusedAtOnceAsFakesAre() {
    CompletableFuture<Verdict> late = hangingQuestion();
    submit(BODY);
    server.outage = true;

    assertThat(submit(BODY)).isEqualTo(Outcome.UNAVAILABLE);

    late.complete(Verdict.VALID);
    server.outage = false;
    assertThat(submit(BODY)).isEqualTo(Outcome.ACCEPTED);
    assertThat(server.verifier.asked).hasSize(1);
  }

  @Test
  void tanThatNobodyWasAskedAbout_isAskedAboutByTheRetry() {
    server.verifier.verdict = Verdict.NOT_ASKED;
    assertThat(submit(BODY)).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(server.store.rows()).isZero();

    server.verifier.verdict = Verdict.VALID;
    assertThat(submit(BODY)).isEqualTo(Outcome.ACCEPTED);
  }

  /** Other requests with the same TAN wait no longer than for their own answers. */
  @Test
  void manyWhoWaitForTheSameTan_areOneAfterTheirAnswers() {
    server = TestSubmissions.answeringAfter(Duration.ofMillis(20));
    server.verifier.later = new CompletableFuture<>();
    Answer first = server.begin(false, TAN, BODY);
    Answer waiting = server.begin(false, TAN, BODY);

    assertThat(submit(BODY)).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(waiting.outcome()).isNotDone();
    assertThat(waiting.now()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(server.unfinished()).isEqualTo(2);

    server.verifier.later.complete(Verdict.VALID);
    assertThat(outcome(first)).isEqualTo(Outcome.ACCEPTED);
    assertThat(outcome(waiting)).isEqualTo(Outcome.ACCEPTED);
    assertThat(server.unfinished()).isZero();
  }

  private int attempt() {
    return server.store.claim(fingerprint()).toCompletableFuture().join().attempt();
  }

  private CompletableFuture<Verdict> hangingQuestion() {
    CompletableFuture<Verdict> late = new CompletableFuture<>();
    server.verifier.verdict = Verdict.UNKNOWN;
    server.verifier.atLast = late;
    return late;
  }

  @Test
  void outcomeStands_whereTheRecordCannotBeRemoved() {
    server.store.failing.add(Step.RELEASE);
    server.verifier.verdict = Verdict.INVALID;

    assertThat(submit(BODY)).isEqualTo(Outcome.FORBIDDEN);
  }

  @Test
  void sameRequestTwiceAtTheSameTime_isAnsweredAlikeAndAskedOnce() {
    server.verifier.later = new CompletableFuture<>();
    Answer first = server.begin(false, TAN, BODY);
    Answer second = server.begin(false, TAN, BODY);
    Answer other = server.begin(false, TAN, OTHER_BODY);

    server.verifier.later.complete(Verdict.VALID);

    assertThat(outcome(first)).isEqualTo(Outcome.ACCEPTED);
    assertThat(outcome(second)).isEqualTo(Outcome.ACCEPTED);
    assertThat(outcome(other)).isEqualTo(Outcome.FORBIDDEN);
    assertThat(server.verifier.asked).hasSize(1);
    assertThat(server.store.stored).hasSize(1);
  }

  @Test
  void requestThatWaitedForOneWithoutVerdict_asksItself() {
    server.verifier.later = new CompletableFuture<>();
    Answer first = server.begin(false, TAN, BODY);
    Answer second = server.begin(false, TAN, BODY);
    CompletableFuture<Verdict> none = server.verifier.later;
    server.verifier.later = null;

    none.complete(Verdict.UNKNOWN);

    assertThat(outcome(first)).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(outcome(second)).isEqualTo(Outcome.ACCEPTED);
    assertThat(server.verifier.asked).hasSize(2);
  }

  /** An instance died while it asked; whether it spent the TAN, nobody knows. */
  @ParameterizedTest
  @EnumSource(names = {"VALID", "INVALID"})
  void requestOfADeadInstance_isAskedForAnew(Verdict verdict) {
    server = TestSubmissions.impatient();
    server.store.put(fingerprint(), "asked");
    server.verifier.verdict = verdict;

    assertThat(submit(BODY))
        .isEqualTo(verdict == Verdict.VALID ? Outcome.ACCEPTED : Outcome.FORBIDDEN);
    assertThat(server.verifier.asked).hasSize(1);
  }

  /** Taken for dead, it had only been slow: its verdict counts. */
  @Test
  void verdictThatComesFromASlowInstanceMeanwhile_counts() throws InterruptedException {
    server = TestSubmissions.impatient();
    server.store.put(fingerprint(), "asked");
    server.verifier.later = new CompletableFuture<>();
    Answer taker = server.begin(false, TAN, BODY);
    assertThat(server.verifier.firstAsked.await(20, TimeUnit.SECONDS)).isTrue();

    server.store.put(fingerprint(), "valid");
    server.verifier.later.complete(Verdict.INVALID);

    assertThat(outcome(taker)).isEqualTo(Outcome.ACCEPTED);
    assertThat(server.store.stored).hasSize(1);
  }

  /** Taken for dead, it had only been slow: the TAN is invalid because the taker asks for it. */
  @Test
  void refusalThatComesWhileAnotherInstanceAsks_waitsForWhatThatLearns()
      throws InterruptedException {
    server.verifier.later = new CompletableFuture<>();
    Answer slow = server.begin(false, TAN, BODY);
    assertThat(server.verifier.firstAsked.await(20, TimeUnit.SECONDS)).isTrue();
    server.store.takeOver(fingerprint(), attempt()).toCompletableFuture().join();

    server.verifier.later.complete(Verdict.INVALID);
    assertThat(slow.outcome()).isNotDone();
    server.store.put(fingerprint(), "valid");

    assertThat(outcome(slow)).isEqualTo(Outcome.ACCEPTED);
    assertThat(server.store.stored).hasSize(1);
  }

  private TanFingerprint fingerprint() {
    try {
      return server.hashKeys.fingerprint(
          Tan.ofHeader(TAN).orElseThrow(), Parsing.parse(BODY, false).content().toBytes());
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
  }

  private Outcome submit(byte[] body) {
    return server.submit(false, TAN, body);
  }

  private static Outcome outcome(Answer answer) {
    return answer.outcome().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
