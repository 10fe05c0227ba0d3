package io.warnserver.submission;

import static io.warnserver.submission.Samples.TAN;
import static io.warnserver.submission.Samples.key;
import static io.warnserver.submission.Samples.payload;
import static io.warnserver.submission.Samples.payloadOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.submission.verification.TanVerifier;
import io.warnserver.testing.Logged;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fakes look like real submissions, also while something is broken. */
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
  void fakeBeforeAnyRealOne_isAcceptedAtTheFirstStepAsksNothingAndStoresNothing(String header) {
    byte[] body = payload().setRequestPadding(Samples.keyData(1, 2000)).build().toByteArray();

    assertThat(submit(FAKE, header, body))
        .isEqualTo(new SubmitKeys.Answer(Outcome.ACCEPTED, TestSubmissions.STEP));
    assertNothingAsked();
  }

  @Test
  void fakeWithKeys_storesNoneOfThem() {
    assertThat(submit(FAKE, TAN, payloadOf(14).build().toByteArray()).outcome())
        .isEqualTo(Outcome.ACCEPTED);
    assertNothingAsked();
  }

  @Test
  void fakeAfterASuccess_takesAsLongAsItDid() {
    server
        .begin(REAL, TAN, goodBody(), System.nanoTime() - Duration.ofMillis(710).toNanos())
        .join();

    SubmitKeys.Answer answer = submit(FAKE, null, new byte[0]);

    assertThat(answer.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(answer.after()).isBetween(Duration.ofMillis(800), Duration.ofSeconds(60));
    assertThat(answer.after().toMillis() % 100).isZero();
  }

  @Test
  void fakeDuringAnOutageOfTheVerificationServer_failsToo() {
    server.verifier.verdict = TanVerifier.Verdict.UNKNOWN;
    submit(REAL, TAN, goodBody());
    server.verifier.asked.clear();

    assertThat(submit(FAKE, null, new byte[0]).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertNothingAsked();
  }

  @Test
  void fakeDuringAnOutageOfTheDatabase_failsToo() {
    server.store.failing.add(RememberingStore.Step.CLAIM);
    submit(REAL, TAN, goodBody());

    assertThat(submit(FAKE, null, new byte[0]).outcome()).isEqualTo(Outcome.UNAVAILABLE);
  }

  @Test
  void fakesDuringAPartialOutage_failAsOftenAsRealOnes() {
    for (int i = 0; i < 10; i++) {
      server.verifier.verdict = i < 3 ? TanVerifier.Verdict.UNKNOWN : TanVerifier.Verdict.VALID;
      submit(REAL, TAN, goodBody());
    }

    int failed = 0;
    for (int i = 0; i < 1000; i++) {
      failed += submit(FAKE, null, new byte[0]).outcome() == Outcome.UNAVAILABLE ? 1 : 0;
    }

    assertThat(failed).isBetween(200, 400);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void refusalsOfRealOnes_areNotFollowedByFakes(boolean badBody) {
    server.verifier.verdict = TanVerifier.Verdict.INVALID;
    submit(REAL, TAN, badBody ? new byte[] {1} : goodBody());

    assertThat(submit(FAKE, null, new byte[0]))
        .isEqualTo(new SubmitKeys.Answer(Outcome.ACCEPTED, TestSubmissions.STEP));
  }

  @Test
  void fakeWhileRealOnesAreRefusedAtOnce_isRefusedAtTheFirstStep() {
    submit(REAL, TAN, goodBody());
    server.outage = true;

    assertThat(submit(FAKE, null, new byte[0]))
        .isEqualTo(new SubmitKeys.Answer(Outcome.UNAVAILABLE, TestSubmissions.STEP));
  }

  @Test
  void fakeAfterAnOutage_doesNotFollowIt() {
    server.verifier.verdict = TanVerifier.Verdict.UNKNOWN;
    submit(REAL, TAN, goodBody());

    server.submitKeys.outageIsOver();

    assertThat(submit(FAKE, null, new byte[0]))
        .isEqualTo(new SubmitKeys.Answer(Outcome.ACCEPTED, TestSubmissions.STEP));
  }

  @Test
  void submissionThatEndsAfterTheOutageInWhichItBegan_isNotFollowedEither() {
    CompletableFuture<TanVerifier.Verdict> verdict = new CompletableFuture<>();
    server.verifier.later = verdict;
    CompletableFuture<SubmitKeys.Answer> hanging = server.begin(REAL, TAN, goodBody());

    server.submitKeys.outageIsOver();
    verdict.complete(TanVerifier.Verdict.UNKNOWN);

    assertThat(hanging.join().outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(submit(FAKE, null, new byte[0]).outcome()).isEqualTo(Outcome.ACCEPTED);
  }

  /** As many questions as may be asked are: alike in this moment, and nothing stays of it. */
  @Test
  void fakeWhileNobodyIsAsked_isRefusedAtTheFirstStepAsRealOnesAre() {
    server.verifier.asksNobody = true;
    SubmitKeys.Answer refused = new SubmitKeys.Answer(Outcome.UNAVAILABLE, TestSubmissions.STEP);

    assertThat(submit(REAL, TAN, goodBody())).isEqualTo(refused);
    assertThat(submit(FAKE, null, new byte[0])).isEqualTo(refused);

    assertNothingAsked();
    assertThat(server.store.rows()).as("claims").isZero();
    assertThat(server.verifier.turnedAway).hasValue(1);
    server.verifier.asksNobody = false;
    SubmitKeys.Answer accepted = new SubmitKeys.Answer(Outcome.ACCEPTED, TestSubmissions.STEP);
    assertThat(submit(FAKE, null, new byte[0])).isEqualTo(accepted);
    assertThat(submit(REAL, TAN, goodBody())).isEqualTo(accepted);
  }

  private void assertNothingAsked() {
    assertThat(server.verifier.asked).isEmpty();
    assertThat(server.store.stored).isEmpty();
  }

  private SubmitKeys.Answer submit(boolean fake, String header, byte[] body) {
    return server.submit(fake, header, body);
  }

  private static byte[] goodBody() {
    return payload(key(1)).build().toByteArray();
  }
}
