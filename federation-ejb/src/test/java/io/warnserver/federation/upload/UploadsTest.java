package io.warnserver.federation.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.warnserver.federation.gateway.UploadAnswer;
import io.warnserver.federation.overview.UploadBatch;
import io.warnserver.leases.Lease;
import io.warnserver.leases.RunOutcome;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each answer of the gateway and what it means for the keys. */
class UploadsTest {

  private final UploadFixture uploads = new UploadFixture();

  @Test
  void keysOfSubmissions_areUploadedOnce() {
    uploads.submit(5);

    UploadResult result = uploads.run();

    assertThat(result)
        .hasToString(
            "UploadResult[outcome=COMPLETED, reason=, batches=1, keys=5, known=0, setAside=0, tooOld=0, givenUp=0]");
    assertThat(uploads.gateway.stored()).hasSize(5);
    assertThat(uploads.keys("uploaded")).isEqualTo(5);
    assertThat(uploads.batches("uploaded")).isOne();
    assertThat(uploads.database.number("select count(*) from federation_upload_key")).isZero();
    assertThat(uploads.run().keys()).isZero();
    assertThat(uploads.gateway.requests).hasSize(1);
  }

  @Test
  void keyOnTheWire_isThatOfTheSubmission() {
    uploads.policy = UploadFixture.policy(1, 6);
    uploads.submit(1);

    uploads.run();

    DiagnosisKey key = uploads.gateway.stored().iterator().next();
    assertThat(key.getKeyData().size()).isEqualTo(16);
    assertThat(key.getOrigin()).isEqualTo("DE");
    assertThat(key.getVisitedCountriesList()).containsExactly("FR");
    assertThat(key.getTransmissionRiskLevel()).isEqualTo(5);
    assertThat(key.getDaysSinceOnsetOfSymptoms()).isEqualTo(-2);
    assertThat(key.getReportTypeValue()).isEqualTo(1);
    assertThat(key.getRollingPeriod()).isEqualTo(144);
    assertThat(uploads.gateway.requests.get(0)).matches("upload DE-20261123-[0-9a-f]{24}");
  }

  @Test
  void sameKeySubmittedAgain_isNotUploadedAgain() {
    uploads.submit(5);
    uploads.run();
    uploads.database.execute(
        "insert into federation_upload_key select key_data, rolling_start, rolling_period,"
            + " transmission_risk_level, days_since_onset, report_type, origin, visited_countries,"
            + " submission_hour from federation_outgoing_key");

    assertThat(uploads.run().keys()).isZero();
    assertThat(uploads.database.number("select count(*) from federation_upload_key")).isZero();
  }

  @Test
  void tooFewKeys_wait() {
    uploads.submit(2);
    assertThat(uploads.run().batches()).isZero();
    assertThat(uploads.keys("waiting")).isEqualTo(2);

    uploads.submit(1);
    assertThat(uploads.run().keys()).isEqualTo(3);
  }

  @Test
  void manyKeys_goInEvenBatches() {
    uploads.submit(13);

    assertThat(uploads.run().batches()).isEqualTo(3);
    assertThat(uploads.gateway.uploads()).containsExactly(4, 4, 5);
  }

  @Test
  void timesOfBatches_areThoseWhenTheyHappened() {
    uploads.submit(12);
    uploads.gateway.takes = Duration.ofMinutes(1);

    uploads.run();

    // The second is made when the first has arrived; the newest first.
    assertThat(uploads.uploads().latest())
        .extracting(
            batch -> Duration.between(UploadFixture.START, batch.recordedAt()).toMinutes(),
            batch ->
                Duration.between(UploadFixture.START, batch.endedAt().orElseThrow()).toMinutes())
        .containsExactly(tuple(1L, 2L), tuple(0L, 1L));
  }

  @Test
  void keyThatIsNotReleased_waits() {
    uploads.submit(3);
    uploads.submitUsedFrom(UploadFixture.intervalOf(UploadFixture.START) - 144 - 11);

    assertThat(uploads.run().keys()).isEqualTo(3);
    assertThat(uploads.keys("waiting")).isOne();
  }

  @Test
  void keyOfAnotherOrigin_isNotUploaded() {
    uploads.submit(3);
    uploads.database.execute(
        "update federation_upload_key set origin = 'FR' where ctid ="
            + " (select min(ctid) from federation_upload_key)");

    assertThat(uploads.run().keys()).isZero();
  }

  @Test
  void keyThatTheGatewayWouldRefuse_isSortedOutBeforeSigning() {
    uploads.submit(3);
    uploads.submitUsedFrom(uploads.policy.firstTaken(UploadFixture.START) - 1);
    uploads.submitUsedFrom(uploads.policy.firstTaken(UploadFixture.START));

    UploadResult result = uploads.run();

    assertThat(result)
        .hasToString(
            "UploadResult[outcome=COMPLETED, reason=, batches=1, keys=4, known=0, setAside=0, tooOld=1, givenUp=0]");
    assertThat(uploads.keys("too_old")).isOne();
  }

  @Test
  void revokedKeys_areNotUploadedUnlessTheGatewayMayHaveThem() {
    uploads.submit(4);
    uploads.gateway.uploadRefusals.add(new UploadAnswer.NotTaken("status 403"));
    uploads.run();
    assertThat(uploads.keys("in_batch")).isEqualTo(4);
    revoke("state = 'in_batch'");
    uploads.submit(4);
    revoke("false");

    assertThat(uploads.run().keys()).isEqualTo(6);
    assertThat(uploads.keys("uploaded")).isEqualTo(6);
    assertThat(uploads.database.number("select count(*) from federation_outgoing_key"))
        .isEqualTo(6);
  }

  @Test
  void revokedKeyOfABatchThatMayBeStored_staysInItUntilThatIsKnown() {
    uploads.submit(4);
    uploads.gateway.uploadAnswers.add(answer -> new UploadAnswer.Unknown("no answer"));
    uploads.run();
    revoke("state = 'in_batch'");

    assertThat(uploads.run().keys()).isEqualTo(4);
    assertThat(uploads.gateway.requests.get(0)).isEqualTo(uploads.gateway.requests.get(1));
  }

  /** One key that meets the condition, and one that has just been submitted. */
  private void revoke(String condition) {
    uploads.database.execute(
        "insert into revoked_key (key_hash, revocation_number, last_hour)"
            + " (select sha256(key_data), 1, submission_hour from federation_outgoing_key where "
            + condition
            + " order by key_data limit 1) union"
            + " (select sha256(key_data), 1, submission_hour from federation_upload_key"
            + " order by key_data limit 1)");
  }

  @Test
  void mixedAnswer_sendsTheGoodOnesAgainUnderTheSameTag() {
    uploads.submit(6);
    List<DiagnosisKey> sent = new ArrayList<>();
    uploads.gateway.fails =
        key -> {
          sent.add(key);
          return false;
        };
    uploads.gateway.uploadAnswers.add(answer -> new UploadAnswer.NotTaken("status 403"));
    uploads.run();
    UploadFixture other = new UploadFixture();
    other.submit(6);
    other.gateway.storeAlready(sent.get(2));
    other.gateway.fails = key -> key.equals(sent.get(0)) || key.equals(sent.get(4));

    UploadResult result = other.run();

    assertThat(result)
        .hasToString(
            "UploadResult[outcome=COMPLETED, reason=, batches=1, keys=3, known=1, setAside=2, tooOld=0, givenUp=0]");
    assertThat(other.gateway.uploads()).containsExactly(3);
    assertThat(other.gateway.requests).hasSize(2);
    assertThat(other.gateway.requests.get(0)).isEqualTo(other.gateway.requests.get(1));
    assertThat(other.keys("uploaded")).isEqualTo(4);
    assertThat(
            other.database.rows(
                "select reason from federation_outgoing_key where state = 'waiting'"))
        .containsExactly("the gateway could not store it", "the gateway could not store it");
  }

  @Test
  void keysThatTheGatewayCannotStore_areTriedABoundedNumberOfTimes() {
    uploads.policy = UploadFixture.policy(1, 6);
    uploads.submit(2);
    uploads.gateway.fails = key -> true;

    assertThat(uploads.run().setAside()).isEqualTo(2);
    assertThat(uploads.runAfter(Duration.ofMinutes(9)).setAside()).isZero();
    assertThat(uploads.runAfter(Duration.ofMinutes(1)))
        .hasToString(
            "UploadResult[outcome=COMPLETED, reason=, batches=0, keys=0, known=0, setAside=2, tooOld=0, givenUp=0]");
    assertThat(uploads.runAfter(Duration.ofMinutes(19)).setAside()).isZero();
    assertThat(uploads.runAfter(Duration.ofMinutes(1)))
        .hasToString(
            "UploadResult[outcome=COMPLETED, reason=, batches=0, keys=0, known=0, setAside=2, tooOld=0, givenUp=2]");
    assertThat(uploads.keys("given_up")).isEqualTo(2);
    assertThat(uploads.runAfter(Duration.ofDays(1)).setAside()).isZero();
    assertThat(uploads.batches("dissolved")).isEqualTo(3);
  }

  @Test
  void keyThatTheGatewayCanStoreLater_isUploadedLater() {
    uploads.policy = UploadFixture.policy(1, 6);
    uploads.submit(2);
    uploads.gateway.fails = key -> true;
    uploads.run();
    uploads.gateway.fails = key -> false;

    assertThat(uploads.runAfter(Duration.ofMinutes(10)).keys()).isEqualTo(2);
  }

  @Test
  void everythingKnown_countsAsUploaded() {
    uploads.submit(4);
    uploads.gateway.uploadRefusals.add(
        new UploadAnswer.Mixed(List.of(), List.of(0, 1, 2, 3), List.of()));

    assertThat(uploads.run())
        .hasToString(
            "UploadResult[outcome=COMPLETED, reason=, batches=0, keys=0, known=4, setAside=0, tooOld=0, givenUp=0]");
    assertThat(uploads.keys("uploaded")).isEqualTo(4);
    assertThat(uploads.run().keys()).isZero();
  }

  @Test
  void mixedAnswerThatLeavesTooFew_putsThemBackToWait() {
    uploads.submit(4);
    uploads.gateway.uploadRefusals.add(
        new UploadAnswer.Mixed(List.of(0, 1), List.of(2, 3), List.of()));

    assertThat(uploads.run().known()).isEqualTo(2);
    assertThat(uploads.keys("waiting")).isEqualTo(2);
    uploads.submit(1);
    assertThat(uploads.run().keys()).isEqualTo(3);
  }

  @Test
  void lostAnswer_isFoundOutByTheTag() {
    uploads.submit(4);
    uploads.gateway.uploadAnswers.add(answer -> new UploadAnswer.Unknown("no answer"));

    UploadResult lost = uploads.run();
    assertThat(lost.outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(lost.reason()).isEqualTo("no answer");
    assertThat(uploads.keys("uploaded")).isZero();
    assertThat(uploads.gateway.uploads()).containsExactly(4);

    assertThat(uploads.run().keys()).isEqualTo(4);
    assertThat(uploads.gateway.uploads()).containsExactly(4);
    assertThat(uploads.keys("uploaded")).isEqualTo(4);
    assertThat(uploads.gateway.requests.get(1)).isEqualTo(uploads.gateway.requests.get(0));
  }

  @Test
  void unknownOutcomeOfARequestThatDidNotArrive_isSentAgain() {
    uploads.submit(4);
    uploads.gateway.uploadRefusals.add(new UploadAnswer.Unknown("status 503"));

    assertThat(uploads.run().reason()).isEqualTo("status 503");
    assertThat(uploads.run().keys()).isEqualTo(4);
    assertThat(uploads.gateway.uploads()).containsExactly(4);
  }

  @Test
  void afterAnUnknownOutcome_nothingElseIsSent() {
    uploads.submit(13);
    uploads.gateway.uploadRefusals.add(new UploadAnswer.Unknown("status 503"));

    uploads.run();

    assertThat(uploads.gateway.requests).hasSize(1);
    assertThat(uploads.run().keys()).isEqualTo(13);
  }

  @Test
  void batchWhoseOutcomeStaysUnknown_makesRoomForOthersAndIsNeverGivenUp() {
    uploads.submit(4);
    for (int i = 0; i < 3; i++) {
      uploads.gateway.uploadRefusals.add(new UploadAnswer.Unknown("status 500"));
      uploads.run();
    }
    uploads.submit(3);

    assertThat(uploads.run().keys()).isEqualTo(3);
    assertThat(uploads.runAfter(Duration.ofHours(6)).keys()).isEqualTo(4);
  }

  @Test
  void tagOfSomebodyElse_getsTheKeysAnotherTag() {
    uploads.submit(4);
    uploads.gateway.uploadRefusals.add(new UploadAnswer.TagUsed());

    assertThat(uploads.run().keys()).isEqualTo(4);
    assertThat(uploads.gateway.uploads()).containsExactly(4);
    assertThat(uploads.gateway.requests).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void tooLargeBatch_isHalved() {
    uploads.submit(6);
    uploads.gateway.maxKeys = 5;

    assertThat(uploads.run().keys()).isEqualTo(6);
    assertThat(uploads.gateway.uploads()).containsExactly(3, 3);
  }

  @Test
  void tooLargeBatchThatCannotBeHalved_isTriedAgainLater() {
    uploads.submit(5);
    uploads.gateway.maxKeys = 4;

    assertThat(uploads.run().reason()).contains("413");
    assertThat(uploads.run().outcome()).isEqualTo(RunOutcome.COMPLETED);
    assertThat(uploads.batches("recorded")).isOne();
    uploads.gateway.maxKeys = 5;
    assertThat(uploads.runAfter(Duration.ofMinutes(10)).keys()).isEqualTo(5);
  }

  @Test
  void refusedBatch_isTriedAgainLaterAndLosesNoKey() {
    uploads.submit(4);
    uploads.gateway.uploadRefusals.add(new UploadAnswer.Refused("status 400"));

    assertThat(uploads.run().reason()).isEqualTo("the gateway refused a batch: status 400");
    assertThat(uploads.run().keys()).isZero();
    assertThat(uploads.runAfter(Duration.ofMinutes(10)).keys()).isEqualTo(4);
  }

  @Test
  void latestBatches_showWhatBecameOfThem_theNewestFirst() {
    uploads.submit(4);
    uploads.gateway.uploadRefusals.add(new UploadAnswer.Refused("status 400"));
    uploads.run();
    uploads.runAfter(Duration.ofMinutes(10));
    uploads.submit(3);
    uploads.gateway.uploadRefusals.add(new UploadAnswer.Refused("status 400"));
    uploads.runAfter(Duration.ofHours(1));

    assertThat(uploads.uploads().latest())
        .extracting(UploadBatch::state, UploadBatch::attempts, UploadBatch::keys)
        .containsExactly(tuple("recorded", 1, 3), tuple("uploaded", 2, 4));
    assertThat(uploads.uploads().latest())
        .extracting(UploadBatch::reason)
        .containsExactly(Optional.of("status 400"), Optional.empty());
  }

  @Test
  void refusedAgainAndAgain_isHalvedSoThatOneKeyKeepsFewOthersBack() {
    uploads.policy = UploadFixture.policy(2, 8);
    uploads.submit(8);
    for (int i = 0; i < 3; i++) {
      uploads.gateway.uploadRefusals.add(new UploadAnswer.Refused("status 400"));
    }
    uploads.run();
    uploads.runAfter(Duration.ofMinutes(10));
    uploads.runAfter(Duration.ofMinutes(20));

    assertThat(uploads.gateway.uploads()).containsExactly(4, 4);
    assertThat(uploads.keys("uploaded")).isEqualTo(8);
  }

  @Test
  void refusedOnceAfterAnOutage_isNotHalved() {
    uploads.policy = UploadFixture.policy(2, 8);
    uploads.submit(8);
    for (int i = 0; i < 3; i++) {
      uploads.gateway.uploadRefusals.add(new UploadAnswer.NotTaken("status 403"));
      uploads.run();
    }
    uploads.gateway.uploadRefusals.add(new UploadAnswer.Refused("status 400"));

    assertThat(uploads.runAfter(Duration.ofHours(6)).reason()).contains("status 400");

    assertThat(uploads.batches("dissolved")).isZero();
    assertThat(uploads.batches("recorded")).isOne();
  }

  @Test
  void refusalsBeforeTheGatewayTookOutKeys_areNoFailuresOfWhatIsLeft() {
    uploads.submit(6);
    for (int i = 0; i < 2; i++) {
      uploads.gateway.uploadRefusals.add(new UploadAnswer.Refused("status 400"));
      uploads.runAfter(Duration.ofHours(1));
    }
    uploads.gateway.uploadRefusals.add(
        new UploadAnswer.Mixed(List.of(0, 1, 2, 3, 4), List.of(5), List.of()));
    uploads.gateway.uploadRefusals.add(new UploadAnswer.NotTaken("status 403"));

    assertThat(uploads.runAfter(Duration.ofHours(1)).reason()).isEqualTo("status 403");

    assertThat(uploads.run().keys()).isEqualTo(5);
    assertThat(uploads.uploads().latest())
        .singleElement()
        .extracting(UploadBatch::attempts)
        .isEqualTo(2);
  }

  @Test
  void batchesThatStayRefused_doNotKeepNewKeysBack() {
    uploads.policy = UploadFixture.policy(3, 3);
    uploads.submit(9);
    Set<DiagnosisKey> disliked = new HashSet<>();
    uploads.gateway.refuses =
        key -> {
          disliked.add(key);
          return true;
        };
    uploads.run();
    uploads.runAfter(Duration.ofMinutes(10));
    assertThat(uploads.batches("recorded")).isEqualTo(3);
    uploads.gateway.refuses = disliked::contains;
    uploads.submit(3);

    assertThat(uploads.runAfter(Duration.ofMinutes(20)).keys()).isEqualTo(3);
    assertThat(uploads.batches("recorded")).isEqualTo(3);
  }

  @Test
  void gatewayThatRefusesEverything_isNotAskedOnAndOn() {
    uploads.submit(30);
    for (int i = 0; i < 5; i++) {
      uploads.gateway.uploadRefusals.add(new UploadAnswer.Refused("status 400"));
    }

    uploads.run();

    assertThat(uploads.gateway.requests).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status 403", "status 415", "the gateway was not reached"})
  void gatewayThatTakesNothing_endsTheRunAndLosesNoKey(String reason) {
    uploads.submit(13);
    uploads.gateway.uploadRefusals.add(new UploadAnswer.NotTaken(reason));

    UploadResult result = uploads.run();

    assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(result.reason()).isEqualTo(reason);
    assertThat(uploads.gateway.requests).hasSize(1);
    assertThat(uploads.run().keys()).isEqualTo(13);
  }

  @Test
  void recordedBatchOverMidnight_losesTheKeysThatBecameTooOld() {
    uploads.policy = UploadFixture.policy(2, 8);
    uploads.submit(3);
    uploads.submitUsedFrom(uploads.policy.firstTaken(UploadFixture.START));
    uploads.gateway.uploadRefusals.add(new UploadAnswer.NotTaken("status 403"));
    uploads.run();

    assertThat(uploads.runAfter(Duration.ofDays(1)))
        .hasToString(
            "UploadResult[outcome=COMPLETED, reason=, batches=1, keys=3, known=0, setAside=0, tooOld=1, givenUp=0]");
  }

  @Test
  void batchOfUnknownOutcomeOverMidnight_isAskedForAsItWas() {
    uploads.policy = UploadFixture.policy(2, 8);
    uploads.submit(3);
    uploads.submitUsedFrom(uploads.policy.firstTaken(UploadFixture.START));
    uploads.gateway.uploadAnswers.add(answer -> new UploadAnswer.Unknown("no answer"));
    uploads.run();

    assertThat(uploads.runAfter(Duration.ofDays(1)).keys()).isEqualTo(4);
    assertThat(uploads.gateway.uploads()).containsExactly(4);
  }

  @Test
  void batchThatDidNotArriveBeforeMidnight_isSentWithoutTheKeysThatBecameTooOld() {
    uploads.policy = UploadFixture.policy(2, 8);
    uploads.submit(3);
    uploads.submitUsedFrom(uploads.policy.firstTaken(UploadFixture.START));
    uploads.gateway.uploadRefusals.add(new UploadAnswer.Unknown("status 502"));
    uploads.run();

    assertThat(uploads.runAfter(Duration.ofDays(1)))
        .hasToString(
            "UploadResult[outcome=COMPLETED, reason=, batches=1, keys=3, known=0, setAside=0, tooOld=1, givenUp=0]");
    assertThat(uploads.gateway.uploads()).containsExactly(3);
  }

  @Test
  void batchThatDidNotArriveBeforeMidnight_isDissolvedIfTooFewOfItsKeysAreLeft() {
    uploads.submit(2);
    uploads.submitUsedFrom(uploads.policy.firstTaken(UploadFixture.START));
    uploads.gateway.uploadRefusals.add(new UploadAnswer.Unknown("status 502"));
    uploads.run();

    assertThat(uploads.runAfter(Duration.ofDays(1)).tooOld()).isOne();
    assertThat(uploads.gateway.uploads()).isEmpty();
    assertThat(uploads.gateway.requests).hasSize(2);
    assertThat(uploads.keys("waiting")).isEqualTo(2);
    assertThat(uploads.batches("dissolved")).isOne();
  }

  @Test
  void requestThatTheLeaseMayNotOutlive_isNotSent() {
    uploads.submit(4);
    uploads.gateway.longestRequest = Uploads.lease(Duration.ZERO).plusSeconds(1);

    assertThat(uploads.run().reason()).startsWith("the lease 'federation-upload' was lost");
    assertThat(uploads.gateway.requests).isEmpty();
    uploads.gateway.longestRequest = Duration.ofSeconds(65);
    assertThat(uploads.run().keys()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT65S", "PT3M", "PT21M"})
  void leaseThatIsDueToBeRenewed_outlivesTheLongestRequest(Duration longestRequest) {
    assertThat(Uploads.lease(longestRequest).multipliedBy(3).dividedBy(4))
        .isGreaterThan(longestRequest)
        .isGreaterThan(Duration.ofMinutes(3));
  }

  @Test
  void outageOfThreeDays_isMadeUpFor() {
    for (int hour = 0; hour < 72; hour++) {
      uploads.submit(1);
      uploads.gateway.uploadRefusals.add(new UploadAnswer.NotTaken("the gateway was not reached"));
      uploads.runAfter(Duration.ofHours(1));
    }
    uploads.gateway.uploadRefusals.clear();

    uploads.runAfter(Duration.ofHours(6));

    assertThat(uploads.gateway.stored()).hasSize(72);
    assertThat(uploads.gateway.uploads()).allMatch(keys -> keys >= 3 && keys <= 6);
  }

  @Test
  void secondInstance_isBusy() {
    uploads.submit(4);
    new Lease("federation-upload", Duration.ofMinutes(1))
        .acquire(uploads.database.other(), "other");

    assertThat(uploads.run().outcome()).isEqualTo(RunOutcome.BUSY);
    assertThat(uploads.gateway.requests).isEmpty();
    uploads.database.letLeasesRunOut();
    assertThat(uploads.run().keys()).isEqualTo(4);
  }

  @Test
  void expiredSigningCertificate_uploadsNothing() {
    uploads.submit(4);
    uploads.clock.set(java.time.Instant.parse("2050-01-01T00:00:01Z"));

    assertThat(uploads.run().reason()).isEqualTo("the batch-signing certificate has expired");
    assertThat(uploads.gateway.requests).isEmpty();
  }
}
