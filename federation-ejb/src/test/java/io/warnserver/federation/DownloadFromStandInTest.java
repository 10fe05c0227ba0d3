package io.warnserver.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.federation.gateway.AuditAnswer;
import io.warnserver.federation.gateway.CallbackRegistration;
import io.warnserver.federation.gateway.DownloadAnswer;
import io.warnserver.federation.gateway.DownloadTag;
import io.warnserver.federation.gateway.Gateway;
import io.warnserver.federation.gateway.GatewayException;
import io.warnserver.federation.testing.FailureTime;
import io.warnserver.federation.testing.Interruptions;
import io.warnserver.leases.RunOutcome;
import io.warnserver.local.gateway.Call;
import io.warnserver.local.gateway.Conduct;
import io.warnserver.local.gateway.Conduct.AuditPart;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the download's table and of the audit, over TLS. */
class DownloadFromStandInTest {

  private final StandInFixture exchange = new StandInFixture();

  @AfterEach
  void close() {
    exchange.close();
  }

  @Test
  void batchesOfTwoCountries_areAuditedAndStored() {
    exchange.standIn.limitBatches(4);
    exchange.seed("FR", 3);
    exchange.seed("NL", 4);
    exchange.submit(3);
    exchange.upload();
    exchange.seed("FR", 1);

    assertThat(exchange.download())
        .hasToString(
            "DownloadResult[outcome=COMPLETED, reason=, batches=3, keys=8, refused=0, failedBatches=0]");
    assertThat(exchange.arrived()).isEqualTo(8);
    assertThat(exchange.states()).allMatch(state -> state.endsWith(" stored"));
    assertThat(exchange.download().keys()).isZero();
    exchange.later(Duration.ofDays(1));
    exchange.seed("FR", 2);
    assertThat(exchange.download().keys()).isEqualTo(2);
  }

  @Test
  void batchOfOwnUploadsOnly_isEmpty() {
    exchange.submit(3);
    exchange.upload();

    assertThat(exchange.download())
        .hasToString(
            "DownloadResult[outcome=COMPLETED, reason=, batches=1, keys=0, refused=0, failedBatches=0]");
    assertThat(exchange.states()).containsExactly("20261123-1 stored");
  }

  @Test
  void nothingThere_404() {
    assertThat(exchange.download().outcome()).isEqualTo(RunOutcome.COMPLETED);
  }

  @Test
  void tooOld_410_unknownTag_404_dateAfterTheBatch_400() {
    exchange.seed("FR", 1);
    exchange.download();

    assertThat(exchange.http.download(LocalDate.parse("2026-11-20"), Optional.empty()))
        .isEqualTo(new DownloadAnswer.Gone());
    assertThat(exchange.http.download(LocalDate.parse("2026-11-23"), Optional.of("20261123-9")))
        .isEqualTo(new DownloadAnswer.NotFound());
    assertThat(exchange.http.download(LocalDate.parse("2026-11-25"), Optional.of("20261123-1")))
        .isEqualTo(new DownloadAnswer.Failed("status 400"));
    assertThat(exchange.http.audit(new DownloadTag(LocalDate.parse("2026-11-22"), 1)))
        .isEqualTo(new AuditAnswer.Unavailable("status 404", false));
    assertThat(exchange.http.audit(new DownloadTag(LocalDate.parse("2026-11-20"), 1)))
        .isEqualTo(new AuditAnswer.Unavailable("status 410", true));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 415, 500, 503})
  void gatewayThatDoesNotGive_isAskedAgain(int status) {
    exchange.seed("FR", 3);
    exchange.standIn.next(Call.DOWNLOAD, new Conduct.Failing(status));

    assertThat(exchange.download().reason()).isEqualTo("status " + status);
    assertThat(exchange.download().keys()).isEqualTo(3);
  }

  /** The second body is longer than the reader's buffer, and is cut in the middle of a key. */
  @ParameterizedTest
  @ValueSource(ints = {50, 2001})
  void bodyThatIsCut_isNotTakenForABatch(int keys) {
    exchange.seed("FR", keys);
    exchange.standIn.next(Call.DOWNLOAD, new Conduct.Cut());

    assertThat(exchange.download().outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(exchange.arrived()).isZero();
    assertThat(exchange.states()).isEmpty();
    assertThat(exchange.download().keys()).isEqualTo(keys);
  }

  @Test
  void batchWithoutReadableTags_endsTheRun() {
    exchange.seed("FR", 3);
    exchange.standIn.next(Call.DOWNLOAD, new Conduct.Untagged());

    assertThat(exchange.download().reason()).isEqualTo("status 200 without readable tags");
    assertThat(exchange.arrived()).isZero();
    assertThat(exchange.download().keys()).isEqualTo(3);
  }

  @Test
  void lateAnswer_isAskedForAgain() {
    exchange.seed("FR", 3);
    exchange.standIn.next(Call.DOWNLOAD, new Conduct.Silent(Duration.ofSeconds(4)));

    assertThat(exchange.download().reason()).isEqualTo("no answer: SocketTimeoutException");
    assertThat(exchange.download().keys()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "BATCH_SIGNATURE, WRONG_BATCH_SIGNATURE",
    "UPLOADER_THUMBPRINT, WRONG_THUMBPRINT",
    "SIGNING_THUMBPRINT, WRONG_THUMBPRINT",
    "UPLOADER_OPERATOR_SIGNATURE, WRONG_OPERATOR_SIGNATURE",
    "SIGNING_OPERATOR_SIGNATURE, WRONG_OPERATOR_SIGNATURE",
    "AMOUNT, MISSING_KEYS",
    "ENTRY, KEYS_OF_NO_UPLOAD"
  })
  void forgedAudit_keepsTheCountryOutAndNobodyElse(AuditPart part, String finding) {
    exchange.seed("FR", 3);
    exchange.seed("NL", 2);
    exchange.standIn.next(Call.AUDIT, new Conduct.Forged("FR", part));

    assertThat(exchange.download().keys()).isEqualTo(2);
    assertThat(
            exchange.database.rows(
                "select country, finding from federation_download_country order by 1"))
        .containsExactly("FR " + finding, "NL VERIFIED");
    assertThat(exchange.states()).containsExactly("20261123-1 stored_with_errors");
  }

  @Test
  void twoUploadsOfOneCountryInABatch_areStored() {
    exchange.seed("FR", 3);
    exchange.later(Duration.ofMinutes(1));
    exchange.seed("FR", 4);

    assertThat(exchange.download().keys()).isEqualTo(7);
    assertThat(exchange.states()).containsExactly("20261123-1 stored");
  }

  @Test
  void interleavedUploads_areAmbiguous() {
    exchange.standIn.seedInterleaved(
        "FR",
        exchange.of("FR").keys(3, StandInFixture.START),
        exchange.of("FR").keys(3, StandInFixture.START));

    assertThat(exchange.download().keys()).isZero();
    assertThat(exchange.database.rows("select finding from federation_download_country"))
        .containsExactly("INTERLEAVED_UPLOADS");
  }

  @Test
  void auditThatFails_isTriedAgain() {
    exchange.seed("FR", 3);
    exchange.standIn.next(Call.AUDIT, new Conduct.Failing(500));

    assertThat(exchange.download().keys()).isZero();
    assertThat(exchange.states()).containsExactly("20261123-1 failed_retry");
    exchange.later(Duration.ofMinutes(10));
    assertThat(exchange.download().keys()).isEqualTo(3);
  }

  @Test
  void outageOfThreeDays_isMadeUpForFromTheOldestDayThatTheGatewayHas() {
    exchange.seed("FR", 1);
    exchange.download();
    for (int day = 0; day < 4; day++) {
      exchange.later(Duration.ofDays(1));
      exchange.seed("FR", 10);
      exchange.seed("NL", 1);
      exchange.standIn.batchUploads();
    }

    assertThat(exchange.download().keys()).isEqualTo(33);
    assertThat(exchange.download().batches()).isZero();
  }

  @Test
  void callback_isRegisteredWhereItIsMissing() {
    CallbackRegistration registration =
        CallbackRegistration.from(
                StandInFixture.reader(
                    java.util.Map.of(
                        "warn.federation.callback.url",
                        "https://warn.example.org/federation/callback")))
            .orElseThrow();

    assertThat(registration.check(exchange.http, false).state()).isEqualTo("registered");
    assertThat(registration.check(exchange.http, true).state()).isEqualTo("present");

    assertThat(exchange.standIn.subscriptions()).hasSize(1);
    assertThat(exchange.http.callbacks())
        .extracting("id", "url")
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "warn-server", "https://warn.example.org/federation/callback"));
    assertThat(exchange.standIn.calls(Call.CALLBACK)).isEqualTo(4);
  }

  @Test
  void gatewayThatDoesNotSayWhatIsRegistered_isNotBelieved() {
    exchange.standIn.next(Call.CALLBACK, new Conduct.Failing(500), new Conduct.Failing(403));

    assertThatThrownBy(exchange.http::callbacks)
        .isInstanceOf(GatewayException.class)
        .hasMessage("status 500");
    assertThat(
            new CallbackRegistration("a", "https://b.example.org/c", null)
                .check(exchange.http, false))
        .isEqualTo(new CallbackRegistration.Checked("failed", "status 403"));
    assertThat(exchange.standIn.subscriptions()).isEmpty();
  }

  @Test
  void callbackThatTheGatewayDoesNotTake_isTriedAgainAtTheNextCheck() {
    CallbackRegistration registration =
        new CallbackRegistration("a", "https://b.example.org/c", null);
    exchange.standIn.next(Call.CALLBACK, new Conduct.Failing(403));
    assertThatThrownBy(
            () ->
                exchange.http.register(
                    new Gateway.Subscription(registration.id(), registration.url())))
        .isInstanceOf(GatewayException.class)
        .hasMessage("status 403");
    exchange.standIn.next(Call.CALLBACK, new Conduct.Normal(), new Conduct.Failing(400));

    assertThat(registration.check(exchange.http, false).state()).isEqualTo("failed");
    assertThat(exchange.standIn.subscriptions()).isEmpty();

    assertThat(registration.check(exchange.http, false).state()).isEqualTo("registered");
    assertThat(exchange.standIn.subscriptions()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void runKilledAtAnyStep_losesNothingAndStoresNothingTwice(FailureTime time) {
    int steps;
    List<String> expected;
    try (StandInFixture never = situation()) {
      Interruptions none = new Interruptions();
      never.interruptedBy(none);
      never.download();
      steps = none.steps().size();
      expected = keys(never);
    }
    assertThat(expected).hasSize(9);

    for (int step = 1; step <= steps; step++) {
      try (StandInFixture killed = situation()) {
        killed.interruptedBy(new Interruptions(step, time));
        assertThatThrownBy(killed::download).isInstanceOf(Interruptions.Killed.class);
        killed.interruptedBy(new Interruptions());
        killed.database.letLeasesRunOut();
        killed.download();

        assertThat(keys(killed)).as("step %d", step).isEqualTo(expected);
        assertThat(killed.states()).allMatch(state -> state.endsWith(" stored"));
      }
    }
  }

  private static StandInFixture situation() {
    StandInFixture situation = new StandInFixture();
    situation.standIn.limitBatches(5);
    situation.seed("FR", 4);
    situation.seed("NL", 5);
    return situation;
  }

  private static List<String> keys(StandInFixture exchange) {
    return exchange.database.rows(
        "select encode(key_data, 'hex'), origin from incoming_key order by 1");
  }
}
