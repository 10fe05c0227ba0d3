package io.warnserver.submission;

import static io.warnserver.submission.Samples.NOW;
import static io.warnserver.submission.Samples.TAN;
import static io.warnserver.submission.Samples.key;
import static io.warnserver.submission.Samples.payload;
import static io.warnserver.submission.Samples.payloadOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fakes look like real submissions, also while something is broken. */
class FakeSubmissionsTest {

  private static final boolean REAL = false;
  private static final boolean FAKE = true;

  private final ScriptedVerifier verifier = new ScriptedVerifier();
  private final RememberingStore store = new RememberingStore();
  private final SubmitKeys submitKeys =
      new SubmitKeys(
          Samples.settings(), verifier, store, Clock.fixed(NOW, ZoneOffset.UTC), new Random(42));
  private final LogLines log = new LogLines();

  @BeforeEach
  void listen() {
    log.open();
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", TAN, "TAN " + TAN})
  void fake_isAcceptedAtOnceAsksNothingAndStoresNothing(String header) {
    byte[] body = payload().setRequestPadding(Samples.keyData(1, 2000)).build().toByteArray();

    assertThat(submit(FAKE, header, body))
        .isEqualTo(new SubmitKeys.Answer(Outcome.ACCEPTED, Duration.ZERO));
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
    submitKeys.submit(
        REAL, Optional.of(TAN), goodBody(), System.nanoTime() - Duration.ofMillis(700).toNanos());

    SubmitKeys.Answer answer = submit(FAKE, null, new byte[0]);

    assertThat(answer.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(answer.after()).isBetween(Duration.ofMillis(700), Duration.ofSeconds(60));
  }

  @Test
  void fakeDuringAnOutageOfTheVerificationServer_failsToo() {
    verifier.verdict = TanVerifier.Verdict.UNKNOWN;
    submit(REAL, TAN, goodBody());
    verifier.asked.clear();

    assertThat(submit(FAKE, null, new byte[0]).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertNothingAsked();
  }

  @Test
  void fakeDuringAnOutageOfTheDatabase_failsToo() {
    store.fails = true;
    submit(REAL, TAN, goodBody());

    assertThat(submit(FAKE, null, new byte[0]).outcome()).isEqualTo(Outcome.UNAVAILABLE);
  }

  @Test
  void fakesDuringAPartialOutage_failAsOftenAsRealOnes() {
    for (int i = 0; i < 10; i++) {
      verifier.verdict = i < 3 ? TanVerifier.Verdict.UNKNOWN : TanVerifier.Verdict.VALID;
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
    verifier.verdict = TanVerifier.Verdict.INVALID;
    submit(REAL, TAN, badBody ? new byte[] {1} : goodBody());

    assertThat(submit(FAKE, null, new byte[0]))
        .isEqualTo(new SubmitKeys.Answer(Outcome.ACCEPTED, Duration.ZERO));
  }

  private void assertNothingAsked() {
    assertThat(verifier.asked).isEmpty();
    assertThat(store.stored).isEmpty();
  }

  private SubmitKeys.Answer submit(boolean fake, String header, byte[] body) {
    return submitKeys.submit(fake, Optional.ofNullable(header), body, System.nanoTime());
  }

  private static byte[] goodBody() {
    return payload(key(1)).build().toByteArray();
  }
}
