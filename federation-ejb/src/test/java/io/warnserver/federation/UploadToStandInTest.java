package io.warnserver.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.federation.testing.FailureTime;
import io.warnserver.federation.testing.Interruptions;
import io.warnserver.federation.upload.UploadResult;
import io.warnserver.leases.RunOutcome;
import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.gateway.Call;
import io.warnserver.local.gateway.Conduct;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the upload's table, over TLS. */
class UploadToStandInTest {

  /** So that a key that was set aside needs no others to go with it. */
  private static final String[] SMALLEST = {"warn.federation.upload.min-keys", "1"};

  private final StandInFixture exchange = new StandInFixture();

  @AfterEach
  void close() {
    exchange.close();
  }

  @Test
  void stored_201() {
    exchange.submit(13);

    assertThat(exchange.upload())
        .hasToString(
            "UploadResult[outcome=COMPLETED, reason=, batches=3, keys=13, known=0, setAside=0, tooOld=0, givenUp=0]");
    assertThat(exchange.differentUploaded()).isEqualTo(exchange.uploaded()).isEqualTo(13);
  }

  @Test
  void mixed_207() {
    exchange.submit(6);
    exchange.standIn.next(Call.UPLOAD, new Conduct.NotStoring(Set.of(0, 4)));

    assertThat(exchange.upload())
        .hasToString(
            "UploadResult[outcome=COMPLETED, reason=, batches=1, keys=4, known=0, setAside=2, tooOld=0, givenUp=0]");
    assertThat(exchange.uploaded()).isEqualTo(4);

    exchange.later(Duration.ofMinutes(10));
    exchange.submit(1);
    assertThat(exchange.upload().keys()).isEqualTo(3);
    assertThat(exchange.differentUploaded()).isEqualTo(exchange.uploaded()).isEqualTo(7);
  }

  @Test
  void known_207() {
    exchange.submit(4);
    exchange.upload();
    exchange.database.execute(
        "update federation_outgoing_key set state = 'waiting', batch_tag = null");
    exchange.submit(2);

    assertThat(exchange.upload().known()).isEqualTo(4);
    assertThat(exchange.uploaded()).isEqualTo(4);
    exchange.submit(1);
    assertThat(exchange.upload().keys()).isEqualTo(3);
    assertThat(exchange.differentUploaded()).isEqualTo(exchange.uploaded()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 405, 406, 415, 500, 502, 503, 429, 404})
  void statusThatSaysNothingOfTheBatch_isTriedAgain(int status) {
    exchange.submit(4);
    exchange.standIn.next(Call.UPLOAD, new Conduct.Failing(status));

    UploadResult failed = exchange.upload();
    assertThat(failed.outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(failed.reason()).isEqualTo("status " + status);
    assertThat(exchange.upload().keys()).isEqualTo(4);
    assertThat(exchange.uploaded()).isEqualTo(4);
  }

  @Test
  void refused_400() {
    exchange.submit(4);
    exchange.standIn.next(Call.UPLOAD, new Conduct.Failing(400));

    assertThat(exchange.upload().reason()).contains("status 400");
    assertThat(exchange.upload().keys()).isZero();
    exchange.later(Duration.ofMinutes(10));
    assertThat(exchange.upload().keys()).isEqualTo(4);
  }

  @Test
  void tooLarge_413() {
    exchange.submit(6);
    exchange.standIn.next(Call.UPLOAD, new Conduct.Failing(413));

    assertThat(exchange.upload().batches()).isEqualTo(2);
    assertThat(exchange.differentUploaded()).isEqualTo(exchange.uploaded()).isEqualTo(6);
  }

  @Test
  void tagUsed_409() {
    exchange.submit(4);
    exchange.standIn.next(Call.UPLOAD, new Conduct.Failing(409));

    assertThat(exchange.upload().keys()).isEqualTo(4);
    assertThat(exchange.uploaded()).isEqualTo(4);
  }

  @Test
  void lostAnswer_isFoundOutByTheTag_409() {
    exchange.submit(4);
    exchange.standIn.next(Call.UPLOAD, new Conduct.LosingTheAnswer());

    assertThat(exchange.upload().reason()).startsWith("no answer");
    assertThat(exchange.uploaded()).isEqualTo(4);
    assertThat(exchange.upload().keys()).isEqualTo(4);
    assertThat(exchange.uploaded()).isEqualTo(4);
  }

  /** The JDK sends a request that it holds in memory once more, unasked. */
  @Test
  void answerThatIsLostWithAKeptConnection_isNotAskedForAgainByTheClient() {
    exchange.download();
    exchange.submit(4);
    exchange.standIn.next(Call.UPLOAD, new Conduct.LosingTheAnswer());

    assertThat(exchange.upload().outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(exchange.standIn.calls(Call.UPLOAD)).isEqualTo(1);
  }

  @Test
  void answerThatComesTooLate_isFoundOutByTheTag() {
    exchange.submit(4);
    exchange.standIn.next(Call.UPLOAD, new Conduct.Late(Duration.ofSeconds(4)));

    assertThat(exchange.upload().reason()).isEqualTo("no answer: SocketTimeoutException");
    assertThat(exchange.upload().keys()).isEqualTo(4);
    assertThat(exchange.uploaded()).isEqualTo(4);
  }

  @Test
  void noAnswer_isSentAgain() {
    exchange.submit(4);
    exchange.standIn.next(Call.UPLOAD, new Conduct.Silent(Duration.ofSeconds(4)));

    assertThat(exchange.upload().reason()).isEqualTo("no answer: SocketTimeoutException");
    assertThat(exchange.upload().keys()).isEqualTo(4);
    assertThat(exchange.uploaded()).isEqualTo(4);
  }

  @Test
  void cutAnswerOfA207_isNoAnswer() {
    exchange.submit(6);
    exchange.upload();
    exchange.database.execute(
        "update federation_outgoing_key set state = 'waiting', batch_tag = null");
    exchange.standIn.next(Call.UPLOAD, new Conduct.Cut());

    assertThat(exchange.upload().outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(exchange.upload().known()).isEqualTo(6);
    assertThat(exchange.uploaded()).isEqualTo(6);
  }

  @Test
  void gatewayOutOfReach_isTriedAgain() {
    exchange.submit(4);
    exchange.standIn.close();

    assertThat(exchange.upload().reason())
        .isEqualTo("the gateway was not reached: ConnectException");
    assertThat(exchange.database.rows("select state from federation_upload_batch"))
        .containsExactly("recorded");
  }

  @Test
  void revokedSigningCertificate_isRefusedWith400_andLosesNoKey() {
    exchange.submit(4);
    exchange.standIn.revoke(exchange.keys.signing().certificate());

    assertThat(exchange.upload().reason()).contains("status 400");
    exchange.standIn.register("DE", CertificateRole.SIGNING, exchange.keys.signing().certificate());
    exchange.later(Duration.ofMinutes(10));
    assertThat(exchange.upload().keys()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource
  void runKilledAtAnyStep_losesNothingAndSendsNothingTwice(FailureTime time) {
    int steps = steps();

    for (int step = 1; step <= steps; step++) {
      try (StandInFixture killed = new StandInFixture(SMALLEST)) {
        killed.submit(9);
        killed.standIn.next(Call.UPLOAD, new Conduct.NotStoring(Set.of(1)));
        killed.interruptedBy(new Interruptions(step, time));
        assertThatThrownBy(killed::upload).isInstanceOf(Interruptions.Killed.class);
        killed.interruptedBy(new Interruptions());
        for (int i = 0; i < 3; i++) {
          killed.database.letLeasesRunOut();
          killed.upload();
          killed.later(Duration.ofMinutes(20));
        }
        assertThat(killed.uploaded()).as("step %d", step).isEqualTo(9);
        assertThat(killed.differentUploaded()).as("step %d", step).isEqualTo(9);
      }
    }
  }

  private static int steps() {
    try (StandInFixture never = new StandInFixture(SMALLEST)) {
      never.submit(9);
      never.standIn.next(Call.UPLOAD, new Conduct.NotStoring(Set.of(1)));
      Interruptions none = new Interruptions();
      never.interruptedBy(none);
      never.upload();
      assertThat(none.steps()).filteredOn("upload"::equals).hasSizeGreaterThanOrEqualTo(3);
      return none.steps().size();
    }
  }
}
