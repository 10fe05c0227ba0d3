package io.warnserver.federation.download;

import static io.warnserver.federation.download.DownloadFixture.FRANCE;
import static io.warnserver.federation.download.DownloadFixture.ITALY;
import static io.warnserver.federation.download.DownloadFixture.NETHERLANDS;
import static io.warnserver.federation.download.DownloadFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import io.warnserver.federation.gateway.AuditAnswer;
import io.warnserver.federation.gateway.DownloadAnswer;
import io.warnserver.federation.gateway.DownloadTag;
import io.warnserver.federation.overview.DownloadedBatch;
import io.warnserver.leases.Lease;
import io.warnserver.leases.RunOutcome;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.testing.Logged;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the chain of batches is followed. */
class DownloadsTest {

  private final DownloadFixture downloads = new DownloadFixture();

  @Test
  void batches_areFollowedToTheEndAndStoredOnce() {
    downloads.gateway.offer(FRANCE, FRANCE.keys(4, START));
    downloads.gateway.offer(NETHERLANDS, NETHERLANDS.keys(2, START));

    assertThat(downloads.run())
        .hasToString(
            "DownloadResult[outcome=COMPLETED, reason=, batches=2, keys=6, refused=0, failedBatches=0]");

    assertThat(downloads.arrived()).isEqualTo(6);
    assertThat(downloads.states()).containsExactly("20261123-1 stored", "20261123-2 stored");
    assertThat(downloads.run())
        .hasToString(
            "DownloadResult[outcome=COMPLETED, reason=, batches=0, keys=0, refused=0, failedBatches=0]");
    assertThat(downloads.gateway.requests)
        .containsExactly(
            "download 2026-11-21",
            "audit 2026-11-23 20261123-1",
            "download 2026-11-23 20261123-2",
            "audit 2026-11-23 20261123-2",
            "download 2026-11-23 20261123-2");
  }

  @Test
  void storedKey_isThatOfTheBatch() {
    DiagnosisKey key =
        FRANCE
            .key(START)
            .setKeyData(ByteString.copyFrom(new byte[16]))
            .setRollingStartIntervalNumber(2_966_545)
            .setRollingPeriod(7)
            .clearVisitedCountries()
            .addAllVisitedCountries(List.of("NL", "IT", "DE"))
            .setDaysSinceOnsetOfSymptoms(-3)
            .setReportTypeValue(2)
            .build();
    downloads.gateway.offer(FRANCE, List.of(key));
    downloads.clock.set(Instant.ofEpochSecond(2_966_545L * 600 + 86_400));
    downloads.gateway.offer(FRANCE, List.of(key));

    downloads.run();

    assertThat(
            downloads.database.rows(
                "select encode(key_data, 'hex'), rolling_start,"
                    + " rolling_period, transmission_risk_level, days_since_onset, report_type, origin,"
                    + " visited_countries, submission_hour from incoming_key"))
        .containsExactly(
            "00".repeat(16)
                + " 2966545 7 6 -3 2 FR DE,NL "
                + downloads.clock.instant().getEpochSecond() / 3600);
  }

  @Test
  void sameKeyInTwoBatches_isStoredOnce() {
    List<DiagnosisKey> keys = FRANCE.keys(4, START);
    downloads.gateway.offer(FRANCE, keys);
    downloads.gateway.offer(FRANCE, keys);

    assertThat(downloads.run().keys()).isEqualTo(4);
    assertThat(downloads.states()).containsExactly("20261123-1 stored", "20261123-2 stored");
    assertThat(downloads.arrived()).isEqualTo(4);
  }

  @Test
  void timesOfBatches_areThoseWhenTheyHappened() {
    downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
    downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
    downloads.gateway.takes = Duration.ofMinutes(1);

    downloads.run();

    // A minute each for the batch and for its audit; the newest first.
    assertThat(downloads.downloads().latest())
        .extracting(
            batch -> Duration.between(START, batch.receivedAt()).toMinutes(),
            batch -> Duration.between(START, batch.endedAt().orElseThrow()).toMinutes())
        .containsExactly(tuple(3L, 4L), tuple(1L, 2L));
  }

  @Test
  void gatewayThatHasNothingNew_isSeenByEveryInstance() {
    Downloads one = downloads.downloads();
    assertThat(secondsSinceLastBatch()).isNaN();
    downloads.clock.advance(Duration.ofHours(2));
    one.run();
    assertThat(secondsSinceLastBatch()).isEqualTo(2 * 3600);

    downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
    downloads.anotherInstance().run();
    downloads.clock.advance(Duration.ofHours(25));
    one.run();

    assertThat(secondsSinceLastBatch()).isEqualTo(25 * 3600);
  }

  private double secondsSinceLastBatch() {
    return downloads.metrics.get("warn.federation.last.batch.age").gauge().value();
  }

  @Test
  void nothingThere_isNoFailure() {
    assertThat(downloads.run())
        .hasToString(
            "DownloadResult[outcome=COMPLETED, reason=, batches=0, keys=0, refused=0, failedBatches=0]");
  }

  @Test
  void batchOfOwnUploadsOnly_isEmptyAndNeedsNoAudit() {
    downloads.gateway.offer(downloads.today(), List.of(), List.of());
    downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));

    assertThat(downloads.run().keys()).isOne();
    assertThat(downloads.states()).containsExactly("20261123-1 stored", "20261123-2 stored");
    assertThat(downloads.gateway.requests).doesNotContain("audit 2026-11-23 20261123-1");
  }

  @Test
  void newBatches_areFoundFromTheLastTagOn_overRestartsAndDays() {
    downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
    downloads.run();
    downloads.clock.set(START.plus(Duration.ofDays(1)));
    downloads.gateway.offer(FRANCE, FRANCE.keys(2, START));
    downloads.gateway.offer(FRANCE, FRANCE.keys(3, START));
    downloads.gateway.requests.clear();

    assertThat(downloads.run().keys()).isEqualTo(5);
    assertThat(downloads.gateway.requests)
        .containsExactly(
            "download 2026-11-23 20261123-1",
            "download 2026-11-24 20261124-1",
            "audit 2026-11-24 20261124-1",
            "download 2026-11-24 20261124-2",
            "audit 2026-11-24 20261124-2");
  }

  @Test
  void chainThatEndsWithItsDay_goesOnWithTheNextDayWithoutALink() {
    List<DiagnosisKey> keys = FRANCE.keys(1, START);
    DownloadTag yesterday = downloads.gateway.offer(FRANCE, keys);
    downloads.clock.set(START.plus(Duration.ofDays(1)));
    downloads.gateway.offer(FRANCE, FRANCE.keys(2, START));
    downloads.gateway.downloadAnswers.add(
        Optional.of(new DownloadAnswer.Batch(yesterday, Optional.empty(), keys)));

    assertThat(downloads.run().keys()).isEqualTo(3);
  }

  @Test
  void outageOfThreeDays_isMadeUpForFromTheOldestDayThatTheGatewayHas() {
    downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
    downloads.run();
    for (int day = 1; day <= 4; day++) {
      downloads.clock.set(START.plus(Duration.ofDays(day)));
      downloads.gateway.offer(FRANCE, FRANCE.keys(10, downloads.clock.instant()));
    }
    downloads.gateway.requests.clear();

    assertThat(downloads.run().keys()).isEqualTo(30);

    assertThat(downloads.gateway.requests.get(0)).isEqualTo("download 2026-11-25");
    assertThat(downloads.states())
        .containsExactly(
            "20261123-1 stored", "20261125-1 stored", "20261126-1 stored", "20261127-1 stored");
    downloads.gateway.requests.clear();
    downloads.run();
    assertThat(downloads.gateway.requests).containsExactly("download 2026-11-27 20261127-1");
  }

  @Test
  void outageWithinTheGatewaysMemory_losesNothing() {
    downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
    downloads.run();
    downloads.gateway.offer(FRANCE, FRANCE.keys(2, START));
    downloads.gateway.outOfReach = true;
    for (int i = 0; i < 20; i++) {
      DownloadResult result = downloads.runAfter(Duration.ofMinutes(100));
      assertThat(result.reason()).isEqualTo("no answer: ConnectException");
    }
    downloads.gateway.outOfReach = false;

    assertThat(downloads.run().keys()).isEqualTo(2);
  }

  @Test
  void outage_usesUpNoAttempts() {
    downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
    downloads.gateway.auditAnswers.add(
        Optional.of(new AuditAnswer.Unavailable("status 503", false)));
    downloads.run();
    downloads.gateway.outOfReach = true;
    for (int i = 0; i < 5; i++) {
      downloads.runAfter(Duration.ofHours(1));
    }
    assertThat(downloads.database.rows("select state, attempts from federation_download_batch"))
        .containsExactly("failed_retry 1");
    downloads.gateway.outOfReach = false;

    assertThat(downloads.run().keys()).isOne();
  }

  @Test
  void quietDays_areNotTakenForALoss() {
    try (Logged log = Logged.by(DownloadRun.class)) {
      downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
      downloads.run();
      for (int day = 1; day <= 4; day++) {
        downloads.runAfter(Duration.ofDays(1));
      }
      downloads.gateway.offer(FRANCE, FRANCE.keys(2, START));

      assertThat(downloads.run().keys()).isEqualTo(2);
      assertThat(log.lines(Level.SEVERE)).isEmpty();
    }
  }

  @Test
  void outageBeyondTheGatewaysMemory_isALoss() {
    try (Logged log = Logged.by(DownloadRun.class)) {
      downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
      downloads.run();
      downloads.clock.set(START.plus(Duration.ofDays(4)));
      downloads.gateway.offer(FRANCE, FRANCE.keys(2, START));

      assertThat(downloads.run().keys()).isEqualTo(2);
      assertThat(log.lines(Level.SEVERE))
          .containsExactly(
              "The gateway no longer has what followed 20261123-1:"
                  + " batches before 20261127-1 may be lost");
    }
  }

  @Test
  void outageBeyondTheGatewaysMemory_isALossAlsoWhereNothingFollows() {
    try (Logged log = Logged.by(DownloadRun.class)) {
      downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
      downloads.run();

      downloads.runAfter(Duration.ofDays(4));
      downloads.run();

      assertThat(log.lines(Level.SEVERE))
          .containsExactly(
              "The gateway no longer has what followed 20261123-1:"
                  + " batches before 2026-11-25 may be lost");
    }
  }

  @Test
  void batchThatTheGatewayHasNoMore_isALoss() {
    try (Logged log = Logged.by(DownloadRun.class)) {
      downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
      downloads.run();
      downloads.clock.set(START.plus(Duration.ofDays(1)));
      downloads.gateway.offer(FRANCE, FRANCE.keys(2, START));
      downloads.gateway.downloadAnswers.add(Optional.of(new DownloadAnswer.Gone()));

      assertThat(downloads.run().keys()).isEqualTo(2);
      assertThat(log.lines(Level.SEVERE))
          .containsExactly(
              "The gateway no longer has what followed 20261123-1:"
                  + " batches before 20261124-1 may be lost");
    }
  }

  @Test
  void midnightBetweenTheClocks_isTakenForWhatItIs() {
    downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
    downloads.gateway.downloadAnswers.add(Optional.of(new DownloadAnswer.Gone()));

    assertThat(downloads.run().keys()).isOne();
    assertThat(downloads.gateway.requests).startsWith("download 2026-11-21", "download 2026-11-22");
  }

  @Test
  void gatewayThatHasNothingAnyMore_endsTheRun() {
    for (int i = 0; i < 3; i++) {
      downloads.gateway.downloadAnswers.add(Optional.of(new DownloadAnswer.Gone()));
    }

    assertThat(downloads.run().outcome()).isEqualTo(RunOutcome.COMPLETED);
    assertThat(downloads.gateway.requests).hasSize(3);
  }

  @Test
  void tagThatTheGatewayForgot_isFollowedByTheDaysFirst() {
    downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
    downloads.run();
    downloads.gateway.offer(FRANCE, FRANCE.keys(2, START));
    downloads.gateway.downloadAnswers.add(Optional.of(new DownloadAnswer.NotFound()));
    downloads.gateway.requests.clear();

    assertThat(downloads.run().keys()).isEqualTo(2);
    assertThat(downloads.gateway.requests)
        .startsWith("download 2026-11-23 20261123-1", "download 2026-11-23");
  }

  @Test
  void tagThatTheGatewayForgotInTheMiddleOfARun_isFollowedByTheDaysFirst() {
    for (int keys = 1; keys <= 3; keys++) {
      downloads.gateway.offer(FRANCE, FRANCE.keys(keys, START));
    }
    downloads.gateway.downloadAnswers.add(Optional.empty());
    downloads.gateway.downloadAnswers.add(Optional.of(new DownloadAnswer.NotFound()));

    assertThat(downloads.run())
        .hasToString(
            "DownloadResult[outcome=COMPLETED, reason=, batches=3, keys=6, refused=0, failedBatches=0]");
  }

  @Test
  void linksThatGoInACircle_endTheRunAndNothingIsLost() {
    DownloadTag one = new DownloadTag(LocalDate.parse("2026-11-23"), 1);
    DownloadTag two = new DownloadTag(LocalDate.parse("2026-11-23"), 2);
    downloads.gateway.downloadAnswers.add(
        Optional.of(new DownloadAnswer.Batch(one, Optional.of(two), List.of())));
    downloads.gateway.downloadAnswers.add(
        Optional.of(new DownloadAnswer.Batch(two, Optional.of(one), List.of())));

    assertThat(downloads.run().outcome()).isEqualTo(RunOutcome.COMPLETED);
    assertThat(downloads.states()).containsExactly("20261123-1 stored", "20261123-2 stored");
  }

  /** Links of itself, backwards, and to a day that nobody lives to see. */
  @ParameterizedTest
  @ValueSource(strings = {"20261123-1", "20261122-7", "20991231-1"})
  void linkThatLeadsNowhere_losesNeitherItsBatchNorThoseAfterIt(String next) {
    DownloadTag one = new DownloadTag(LocalDate.parse("2026-11-23"), 1);
    downloads.gateway.downloadAnswers.add(
        Optional.of(new DownloadAnswer.Batch(one, DownloadTag.of(next), FRANCE.keys(3, START))));
    downloads.gateway.offer(FRANCE, FRANCE.keys(3, START));

    assertThat(downloads.run().outcome()).isEqualTo(RunOutcome.COMPLETED);
    downloads.gateway.offer(FRANCE, FRANCE.keys(4, START));

    assertThat(downloads.runAfter(Duration.ofMinutes(10)).keys()).isEqualTo(4);
    assertThat(downloads.states()).hasSize(2);
  }

  @Test
  void batchThatCannotBeFetched_doesNotHideThoseAfterIt() {
    downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
    downloads.gateway.offer(FRANCE, FRANCE.keys(2, START));
    downloads.gateway.offer(FRANCE, FRANCE.keys(3, START));
    downloads.gateway.downloadAnswers.add(Optional.empty());
    downloads.gateway.downloadAnswers.add(Optional.of(new DownloadAnswer.Failed("status 500")));

    assertThat(downloads.run().keys()).isEqualTo(4);
    assertThat(downloads.states())
        .containsExactly("20261123-1 stored", "20261123-2 failed_retry", "20261123-3 stored");
    assertThat(downloads.runAfter(Duration.ofMinutes(9)).keys()).isZero();
    assertThat(downloads.runAfter(Duration.ofMinutes(1)).keys()).isEqualTo(2);
    assertThat(downloads.states()).allMatch(state -> state.endsWith(" stored"));
  }

  @Test
  void brokenBatchesInARow_doNotHideThoseAfterThem() {
    for (int keys = 1; keys <= 4; keys++) {
      downloads.gateway.offer(FRANCE, FRANCE.keys(keys, START));
    }
    downloads.gateway.broken.addAll(List.of(ofToday(2), ofToday(3)));

    assertThat(downloads.run().keys()).isEqualTo(5);
    assertThat(downloads.states())
        .containsExactly(
            "20261123-1 stored",
            "20261123-2 failed_retry",
            "20261123-3 failed_retry",
            "20261123-4 stored");
    downloads.gateway.broken.clear();
    assertThat(downloads.runAfter(Duration.ofMinutes(10)).keys()).isEqualTo(5);
  }

  @Test
  void brokenBatchAtTheEndOfADay_doesNotHideTheNextDays() {
    downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
    downloads.gateway.offer(FRANCE, FRANCE.keys(2, START));
    downloads.gateway.broken.add(ofToday(2));
    downloads.clock.set(START.plus(Duration.ofDays(1)));
    downloads.gateway.offer(FRANCE, FRANCE.keys(3, START));

    assertThat(downloads.run().keys()).isEqualTo(4);
    assertThat(downloads.states())
        .containsExactly("20261123-1 stored", "20261123-2 failed_retry", "20261124-1 stored");
    downloads.gateway.broken.clear();
    assertThat(downloads.runAfter(Duration.ofMinutes(10)).keys()).isEqualTo(2);
  }

  @Test
  void brokenBatchAtTheEndOfTheChain_isTriedAgainAndFailsNoRun() {
    downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
    downloads.gateway.offer(FRANCE, FRANCE.keys(2, START));
    downloads.gateway.broken.add(ofToday(2));

    assertThat(downloads.run())
        .hasToString(
            "DownloadResult[outcome=COMPLETED, reason=, batches=1, keys=1, refused=0, failedBatches=1]");
    assertThat(downloads.states()).containsExactly("20261123-1 stored", "20261123-2 failed_retry");
    assertThat(downloads.runAfter(Duration.ofMinutes(10)).outcome())
        .isEqualTo(RunOutcome.COMPLETED);
    downloads.gateway.broken.clear();
    assertThat(downloads.runAfter(Duration.ofMinutes(20)).keys()).isEqualTo(2);
    assertThat(downloads.states()).allMatch(state -> state.endsWith(" stored"));
  }

  @Test
  void storedBatchThatIsBrokenWhenItIsAskedForAgain_isNoFailure() {
    downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
    downloads.run();
    downloads.gateway.broken.add(ofToday(1));

    assertThat(downloads.run())
        .hasToString(
            "DownloadResult[outcome=COMPLETED, reason=, batches=0, keys=0, refused=0, failedBatches=0]");
    assertThat(downloads.states()).containsExactly("20261123-1 stored");
    downloads.gateway.offer(FRANCE, FRANCE.keys(2, START));
    assertThat(downloads.run().keys()).isEqualTo(2);
  }

  @Test
  void numberThatMayNotBeThereYet_isNotTakenForABatch() {
    downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
    downloads.gateway.offer(FRANCE, FRANCE.keys(2, START));
    downloads.gateway.broken.addAll(List.of(ofToday(2), ofToday(3)));

    downloads.run();

    assertThat(downloads.states()).containsExactly("20261123-1 stored", "20261123-2 failed_retry");
    downloads.gateway.broken.clear();
    downloads.gateway.offer(FRANCE, FRANCE.keys(3, START));
    assertThat(downloads.runAfter(Duration.ofMinutes(10)).keys()).isEqualTo(5);
  }

  /** For example after the other country has said what was wrong. */
  @Test
  void batchThatWasGivenUp_isFetchedAgainWhenAnOperatorSaysSo() {
    DownloadTag tag = downloads.gateway.offer(FRANCE, FRANCE.keys(3, START));
    Optional<DownloadAnswer> unreadable =
        Optional.of(new DownloadAnswer.Unreadable(tag, Optional.empty()));
    downloads.gateway.downloadAnswers.add(unreadable);
    downloads.run();
    for (int attempt = 2; attempt <= 3; attempt++) {
      downloads.gateway.downloadAnswers.add(Optional.empty());
      downloads.gateway.downloadAnswers.add(unreadable);
      downloads.runAfter(Duration.ofHours(1));
    }
    assertThat(downloads.states()).containsExactly("20261123-1 failed_given_up");
    assertThat(downloads.metrics.counter("warn.federation.batches.bad").count()).isOne();
    Downloads asked = downloads.downloads();

    assertThat(asked.putBack(tag, "operator", "the gateway was repaired")).contains(true);
    assertThat(asked.putBack(tag, "operator", "twice")).contains(false);
    assertThat(asked.putBack(ofToday(7), "operator", "unknown")).isEmpty();

    assertThat(downloads.run().keys()).isEqualTo(3);
    assertThat(downloads.states()).containsExactly("20261123-1 stored");
    assertThat(asked.latest().get(0).putBack())
        .contains(
            new DownloadedBatch.PutBack(
                "operator", "the gateway was repaired", downloads.clock.instant()));
  }

  private DownloadTag ofToday(int number) {
    return new DownloadTag(downloads.today(), number);
  }

  @Test
  void unreadableBatch_isTriedAgainAndGivenUpInTheEnd() {
    DownloadTag tag = downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
    DownloadTag next = downloads.gateway.offer(FRANCE, FRANCE.keys(2, START));
    Optional<DownloadAnswer> unreadable =
        Optional.of(new DownloadAnswer.Unreadable(tag, Optional.of(next)));
    downloads.gateway.downloadAnswers.add(unreadable);

    assertThat(downloads.run().keys()).isEqualTo(2);
    assertThat(downloads.states()).containsExactly("20261123-1 failed_retry", "20261123-2 stored");
    for (int attempt = 2; attempt <= 3; attempt++) {
      downloads.gateway.downloadAnswers.add(Optional.empty());
      downloads.gateway.downloadAnswers.add(unreadable);
      downloads.runAfter(Duration.ofHours(1));
    }
    assertThat(downloads.states())
        .containsExactly("20261123-1 failed_given_up", "20261123-2 stored");
    downloads.gateway.requests.clear();
    downloads.runAfter(Duration.ofHours(1));
    assertThat(downloads.gateway.requests).hasSize(1);
  }

  @Test
  void batchToTryAgainThatIsGone_isGivenUp() {
    downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
    downloads.gateway.auditAnswers.add(
        Optional.of(new AuditAnswer.Unavailable("status 503", false)));
    downloads.run();
    assertThat(downloads.states()).containsExactly("20261123-1 failed_retry");

    downloads.runAfter(Duration.ofDays(3));

    assertThat(downloads.database.rows("select state, reason from federation_download_batch"))
        .containsExactly("failed_given_up the gateway does not have it any more");
  }

  @Test
  void oneBadKey_neverStopsABatchAndIsCountedByRuleAndCountry() {
    List<DiagnosisKey> keys = new ArrayList<>(FRANCE.keys(3, START));
    keys.add(FRANCE.key(START).setReportTypeValue(3).build());
    keys.add(FRANCE.key(START).setKeyData(ByteString.EMPTY).build());
    keys.add(FRANCE.key(START).setRollingPeriod(0).build());
    downloads.gateway.offer(FRANCE, keys);
    downloads.gateway.offer(ITALY, ITALY.keys(2, START));

    assertThat(downloads.run())
        .hasToString(
            "DownloadResult[outcome=COMPLETED, reason=, batches=2, keys=3, refused=5, failedBatches=0]");

    assertThat(
            downloads.database.rows(
                "select batch_tag, country, rule, keys from federation_refused_keys"
                    + " order by batch_tag, rule"))
        .containsExactly(
            "20261123-1 FR KeyDataLength 1",
            "20261123-1 FR ReportTypeAccepted 1",
            "20261123-1 FR RollingPeriodInRange 1",
            "20261123-2 other OriginSupported 2");
    assertThat(
            downloads
                .metrics
                .counter(
                    "warn.federation.keys.refused", "country", "other", "rule", "OriginSupported")
                .count())
        .isEqualTo(2);
    assertThat(downloads.states()).allMatch(state -> state.endsWith(" stored"));
  }

  @Test
  void latestBatches_showWhatBecameOfThem_theNewestFirst() {
    List<DiagnosisKey> keys = new ArrayList<>(FRANCE.keys(3, START));
    keys.add(FRANCE.key(START).setRollingPeriod(0).build());
    downloads.gateway.offer(FRANCE, keys);
    downloads.run();
    downloads.gateway.offer(ITALY, ITALY.keys(2, START));
    downloads.runAfter(Duration.ofHours(1));

    List<DownloadedBatch> latest = downloads.downloads().latest();

    assertThat(latest)
        .extracting(DownloadedBatch::batchTag)
        .containsExactly("20261123-2", "20261123-1");
    assertThat(latest.get(1))
        .isEqualTo(
            new DownloadedBatch(
                "20261123-1",
                "stored",
                START,
                Optional.of(START),
                Optional.empty(),
                1,
                4,
                3,
                Optional.empty(),
                Optional.empty(),
                List.of(new DownloadedBatch.CountryFinding("FR", "VERIFIED", false, 4, 3)),
                List.of(new DownloadedBatch.Refused("FR", "RollingPeriodInRange", 1))));
  }

  @Test
  void latestBatches_areAskedForInAsManyStatementsHoweverManyThereAre() {
    assertThat(downloads.downloads().latest()).isEmpty();
    List<Integer> statements = new ArrayList<>();
    for (int batches = 1; batches <= 4; batches++) {
      DiagnosisKey bad = FRANCE.key(START).setRollingPeriod(0).build();
      List<DiagnosisKey> keys = List.of(bad, FRANCE.key(START).build());
      List<DiagnosisKey> others = NETHERLANDS.keys(3, START);
      List<DiagnosisKey> all = new ArrayList<>(keys);
      all.addAll(others);
      downloads.gateway.offer(
          downloads.today(),
          all,
          List.of(FRANCE.entry(keys, START), NETHERLANDS.entry(others, START)));
      downloads.runAfter(Duration.ofMinutes(1));
      int before = downloads.database.statements();

      assertThat(downloads.downloads().latest())
          .hasSize(batches)
          .allSatisfy(
              batch -> {
                assertThat(batch.countries())
                    .containsExactly(
                        new DownloadedBatch.CountryFinding("FR", "VERIFIED", false, 2, 1),
                        new DownloadedBatch.CountryFinding("NL", "VERIFIED", false, 3, 3));
                assertThat(batch.refused())
                    .containsExactly(new DownloadedBatch.Refused("FR", "RollingPeriodInRange", 1));
              });

      statements.add(downloads.database.statements() - before);
    }
    assertThat(statements).containsOnly(3);
  }

  @Test
  void keysThatClaimToBeFromHere_areNotStored() {
    DiagnosisKey own = FRANCE.key(START).setOrigin("DE").build();
    downloads.gateway.offer(downloads.today(), List.of(own), List.of());

    assertThat(downloads.run().refused()).isOne();
    assertThat(downloads.arrived()).isZero();
  }

  @Test
  void hints_areTakenByTheRun() {
    Downloads hinted = downloads.downloads();
    DownloadTag tag = new DownloadTag(LocalDate.parse("2026-11-23"), 1);
    assertThat(hinted.isHinted()).isFalse();
    hinted.hint(tag);
    hinted.hint(tag);
    assertThat(hinted.isHinted()).isTrue();

    downloads.run();

    assertThat(hinted.isHinted()).isFalse();
  }

  @Test
  void secondInstance_isBusy() {
    new Lease("federation-download", Duration.ofMinutes(1))
        .acquire(downloads.database.other(), "other");

    assertThat(downloads.run().outcome()).isEqualTo(RunOutcome.BUSY);
    assertThat(downloads.gateway.requests).isEmpty();
  }

  @Test
  void batchesOfLongAgo_areForgotten() {
    downloads.gateway.offer(FRANCE, FRANCE.keys(1, START));
    downloads.run();

    downloads.runAfter(Duration.ofDays(32));

    assertThat(downloads.states()).isEmpty();
  }
}
