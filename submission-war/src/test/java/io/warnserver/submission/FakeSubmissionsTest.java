package io.warnserver.submission;

import static io.warnserver.submission.base.Samples.TAN;
import static io.warnserver.submission.base.Samples.key;
import static io.warnserver.submission.base.Samples.payload;
import static io.warnserver.submission.base.Samples.payloadOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.submission.AnswerDeadlines.Deadline;
import io.warnserver.submission.base.Outcome;
import io.warnserver.submission.base.Samples;
import io.warnserver.submission.verification.TanVerifier;
import io.warnserver.testing.Logged;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fakes look like real submissions, also while something is broken or slow. */
class FakeSubmissionsTest {

  private static final boolean REAL = false;
  private static final boolean FAKE = true;

  private final TestSubmissions server = new TestSubmissions();
  private final Logged log = Logged.by("io.warnserver.submission");

  @AfterEach
  void stopListening() {
    log.close();
    server.close();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", TAN, "TAN " + TAN})
  void fake_isAcceptedAsksNothingAndStoresNothing(String header) {
    byte[] body = payload().setRequestPadding(Samples.keyData(1, 2000)).build().toByteArray();

    assertThat(server.submit(FAKE, header, body)).isEqualTo(Outcome.ACCEPTED);
    assertNothingAsked();
  }

  @Test
  void fakeWithKeys_storesNoneOfThem() {
    assertThat(server.submit(FAKE, TAN, payloadOf(14).build().toByteArray()))
        .isEqualTo(Outcome.ACCEPTED);
    assertNothingAsked();
  }

  /** Whatever real ones have met before. */
  @ParameterizedTest
  @EnumSource(TanVerifier.Verdict.class)
  void fakeAfterARealOne_isAcceptedWhateverThatWasTold(TanVerifier.Verdict verdict) {
    server.verifier.verdict = verdict;
    server.submit(REAL, TAN, goodBody());

    assertThat(server.submit(FAKE, null, new byte[0])).isEqualTo(Outcome.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {REAL, FAKE})
  void whoeverComesInAnOutage_isToldToTryAgain(boolean fake) {
    server.outage = true;

    assertThat(server.submit(fake, TAN, goodBody())).isEqualTo(Outcome.UNAVAILABLE);
    assertNothingAsked();
    assertThat(server.store.calls).as("calls of the database").isZero();
    assertThat(server.verifier.turnedAway).hasValue(fake ? 0 : 1);
    server.outage = false;
    assertThat(server.submit(fake, TAN, goodBody())).isEqualTo(Outcome.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {REAL, FAKE})
  void brokenRuleInAnOutage_isRefusedAllTheSame(boolean fake) {
    server.outage = true;

    assertThat(server.submit(fake, TAN, new byte[] {1})).isEqualTo(Outcome.REFUSED);
  }

  /** An outage that begins when a request has come already changes nothing for it. */
  @ParameterizedTest
  @ValueSource(booleans = {REAL, FAKE})
  void deadline_isFixedOnArrival(boolean fake) {
    CompletableFuture<TanVerifier.Verdict> verdict = new CompletableFuture<>();
    server.verifier.later = verdict;
    SubmitDiagnosisKeys.Answer answer = server.begin(fake, TAN, goodBody());
    Deadline fixed = answer.deadline();

    server.outage = true;
    server.deadlines.took(Duration.ofHours(1));
    verdict.complete(TanVerifier.Verdict.VALID);

    assertThat(answer.deadline()).isEqualTo(fixed);
    assertThat(answer.outcome().join()).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void realOneThatTakesLongerThanItsDeadline_isToldToTryAgainAndGoesOn() {
    server.verifier.later = new CompletableFuture<>();
    SubmitDiagnosisKeys.Answer answer = server.begin(REAL, TAN, goodBody());

    assertThat(answer.now()).isEqualTo(Outcome.UNAVAILABLE);

    server.verifier.later.complete(TanVerifier.Verdict.VALID);
    assertThat(answer.outcome().join()).isEqualTo(Outcome.ACCEPTED);
    assertThat(server.store.stored).hasSize(1);
  }

  @Test
  void slowFirstTry_makesLaterDeadlinesLonger_andRepetitionsDoNot() throws Exception {
    TestSubmissions quick = TestSubmissions.answeringAfter(Duration.ofMillis(10));
    try (quick) {
      Duration before = quick.deadlines.current();
      quick.verifier.later = new CompletableFuture<>();
      SubmitDiagnosisKeys.Answer first = quick.begin(REAL, TAN, goodBody());
      SubmitDiagnosisKeys.Answer repetition = quick.begin(REAL, TAN, goodBody());
      assertThat(quick.deadlines.current()).isEqualTo(before);

      while (System.nanoTime() - first.deadline().nanos() < 0) {
        Thread.onSpinWait();
      }
      quick.verifier.later.complete(TanVerifier.Verdict.INVALID);
      first.outcome().join();
      Duration after = quick.deadlines.current();
      assertThat(after).isGreaterThan(before);
      assertThat(repetition.outcome().get(20, TimeUnit.SECONDS)).isNotNull();
    }
  }

  private void assertNothingAsked() {
    assertThat(server.verifier.asked).isEmpty();
    assertThat(server.store.stored).isEmpty();
  }

  private static byte[] goodBody() {
    return payload(key(1)).build().toByteArray();
  }
}
