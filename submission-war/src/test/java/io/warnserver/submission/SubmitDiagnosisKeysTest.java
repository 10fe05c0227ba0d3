package io.warnserver.submission;

import static io.warnserver.submission.base.Samples.NOW;
import static io.warnserver.submission.base.Samples.TAN;
import static io.warnserver.submission.base.Samples.TODAY;
import static io.warnserver.submission.base.Samples.key;
import static io.warnserver.submission.base.Samples.payload;
import static io.warnserver.submission.base.Samples.payloadOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.KeyData;
import io.warnserver.submission.base.Outcome;
import io.warnserver.submission.base.Samples;
import io.warnserver.submission.payload.Submission;
import io.warnserver.submission.verification.TanVerifier;
import io.warnserver.testing.Logged;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table of answers of the submission API, and what is asked and stored on the way to each; for
 * fakes see {@link FakeSubmissionsTest}.
 */
class SubmitDiagnosisKeysTest {

  private static final boolean REAL = false;
  private static final boolean FAKE = true;

  private final Logged log = Logged.by("io.warnserver.submission");
  private TestSubmissions server = new TestSubmissions();

  @AfterEach
  void nothingThatWasSent_isLogged() {
    log.close();
    server.close();
    assertThat(log.lines())
        .allSatisfy(line -> assertThat(line).doesNotContainIgnoringCase(TAN, "secret", "0101"));
  }

  @ParameterizedTest
  @ValueSource(strings = {TAN, "TAN " + TAN, "tan " + TAN, " " + TAN + " "})
  void goodSubmission_isStored(String header) {
    Outcome answer = submit(REAL, header, payloadOf(2).build().toByteArray());

    assertThat(answer).isEqualTo(Outcome.ACCEPTED);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(server.verifier.asked).containsExactly(TAN);
    assertThat(server.store.stored).hasSize(1);
    assertThat(server.store.stored.get(0).submission().keys()).hasSize(2);
    assertThat(server.store.stored.get(0).submission().submitted())
        .isEqualTo(HourNumber.containing(NOW));
  }

  @Test
  void padding_isStoredWithTheKeysAndKeptFromTheSubmission() {
    server = new TestSubmissions(Map.of("warn.submission.padding-factor", "10"));

    submit(REAL, TAN, payloadOf(3).setConsentToFederation(true).build().toByteArray());

    RememberingStore.Approved stored = server.store.stored.get(0);
    Submission submission = stored.submission();
    assertThat(stored.padding()).hasSize(27).doesNotContainAnyElementsOf(submission.keys());
    assertThat(submission.keys()).hasSize(3);
    assertThat(submission.consentToFederation()).isTrue();
  }

  @Test
  void allKeysTooOld_areAcceptedAndSpendTheTan() {
    Outcome answer =
        submit(
            REAL,
            TAN,
            payload(key(1).setRollingStartIntervalNumber(TODAY - 20 * 144)).build().toByteArray());

    assertThat(answer).isEqualTo(Outcome.ACCEPTED);
    assertThat(server.verifier.asked).containsExactly(TAN);
    assertThat(server.store.keys()).isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "\t"})
  void realWithoutAuthorization_isRefused(String header) {
    assertRefusedUnasked(REAL, header, goodBody(), Outcome.REFUSED, 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "TAN",
        "TAN secret",
        "Bearer " + TAN,
        TAN + "," + TAN,
        TAN + "0",
        "8A7E2F60-1B3C-4D5E-9F80-0123456789AB",
        "TAN 8A7E2F60-1B3C-4D5E-9F80-0123456789AB",
        "8a7e2f60-1b3c-1d5e-9f80-0123456789ab",
        "00000000-0000-0000-0000-000000000000"
      })
  void authorizationThatCanBeNoTan_isForbidden(String header) {
    assertRefusedUnasked(REAL, header, goodBody(), Outcome.FORBIDDEN, 403);
    assertRefusedUnasked(FAKE, header, payload().build().toByteArray(), Outcome.FORBIDDEN, 403);
  }

  @Test
  void bodyThatCannotBeParsed_isRefused() {
    byte[] body = {1, 1, 1, 1, 1};

    assertRefusedUnasked(REAL, TAN, body, Outcome.REFUSED, 400);
    assertRefusedUnasked(FAKE, null, body, Outcome.REFUSED, 400);
  }

  @Test
  void brokenRule_isRefused() {
    byte[] body = payload(key(1).setTransmissionRiskLevel(9)).build().toByteArray();

    assertRefusedUnasked(REAL, TAN, body, Outcome.REFUSED, 400);
    assertRefusedUnasked(FAKE, null, body, Outcome.REFUSED, 400);
  }

  @Test
  void realWithoutKeys_isRefused() {
    assertRefusedUnasked(REAL, TAN, payload().build().toByteArray(), Outcome.REFUSED, 400);
  }

  @Test
  void unsupportedCountry_isRefused() {
    byte[] body = payload(key(1)).addVisitedCountries("secret").build().toByteArray();

    assertRefusedUnasked(REAL, TAN, body, Outcome.REFUSED, 400);
  }

  @Test
  void differingDoubles_areRefused() {
    byte[] body = payload(key(1), key(1).setRollingPeriod(3)).build().toByteArray();

    assertRefusedUnasked(REAL, TAN, body, Outcome.REFUSED, 400);
  }

  @Test
  void invalidTan_isForbiddenAndStoresNothing() {
    server.verifier.verdict = TanVerifier.Verdict.INVALID;

    Outcome answer = submit(REAL, TAN, goodBody());

    assertThat(answer).isEqualTo(Outcome.FORBIDDEN);
    assertThat(server.verifier.asked).hasSize(1);
    assertThat(server.store.stored).isEmpty();
  }

  @Test
  void noVerdict_isUnavailableAndStoresNothing() {
    server.verifier.verdict = TanVerifier.Verdict.UNKNOWN;

    Outcome answer = submit(REAL, TAN, goodBody());

    assertThat(answer).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(server.verifier.asked).hasSize(1);
    assertThat(server.store.stored).isEmpty();
  }

  @Test
  void failingStore_isUnavailable() {
    server.store.failing.add(RememberingStore.Step.STORE);

    Outcome answer = submit(REAL, TAN, goodBody());

    assertThat(answer).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(server.store.stored).isEmpty();
    assertThat(log.lines()).singleElement().asString().contains("java.sql.SQLException");
  }

  @Test
  void storedKeys_areThoseThatWereSent() {
    submit(REAL, TAN, payload(key(1), key(2)).build().toByteArray());

    assertThat(server.store.keys())
        .extracting(DiagnosisKey::keyData)
        .containsExactlyInAnyOrder(
            KeyData.of(Samples.keyData(1, 16).toByteArray()),
            KeyData.of(Samples.keyData(2, 16).toByteArray()));
  }

  private void assertRefusedUnasked(
      boolean fake, String header, byte[] body, Outcome outcome, int status) {
    Outcome answer = submit(fake, header, body);

    assertThat(answer).isEqualTo(outcome);
    assertThat(answer.status()).isEqualTo(status);
    assertNothingAsked();
  }

  private void assertNothingAsked() {
    assertThat(server.store.calls).as("calls of the database").isZero();
    assertThat(server.verifier.asked).isEmpty();
    assertThat(server.store.stored).isEmpty();
  }

  private Outcome submit(boolean fake, String header, byte[] body) {
    return server.submit(fake, header, body);
  }

  private static byte[] goodBody() {
    return payload(key(1)).build().toByteArray();
  }
}
