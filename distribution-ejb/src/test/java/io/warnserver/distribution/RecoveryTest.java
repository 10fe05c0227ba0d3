package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.FailureTime;
import io.warnserver.distribution.testing.InMemoryStore;
import io.warnserver.distribution.testing.InMemoryStore.StoredObject;
import io.warnserver.leases.RunOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run does when clock, ledger and bucket do not belong together any more. */
class RecoveryTest {

  private static final Instant FIRST = Instant.parse("2026-03-02T10:00:00Z");
  private static final Instant LAST = Instant.parse("2026-03-04T03:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestServer server = new TestServer("warn.distribution.min-keys", "2");

  @BeforeEach
  void publishTwoDays() {
    server.arrive(server.keys.readyAt(FIRST, 5));
    server.arrive(server.keys.readyAt(FIRST.plus(Duration.ofHours(20)), 5));
    server.completeHourly(FIRST.plus(HOUR), LAST);
  }

  @Test
  void lostBucket_isFilledAgainWithTheSameBytes() {
    SortedMap<String, StoredObject> before = server.store.objects();
    server.store = new InMemoryStore();

    RunResult result = server.completeAfter(LAST);

    assertThat(server.store.objects()).isEqualTo(before);
    assertThat(result.packages()).isGreaterThan(60);
    assertThat(server.completeAfter(LAST).objects()).isZero();
  }

  @Test
  void bucketRestoredFromAnOlderBackup_isFilledAgain() {
    InMemoryStore backup = server.store.copy();
    server.arrive(server.keys.readyAt(LAST, 5));
    server.completeHourly(LAST.plus(HOUR), LAST.plus(HOUR.multipliedBy(3)));
    SortedMap<String, StoredObject> before = server.store.objects();
    server.store = backup;

    server.completeAfter(LAST.plus(HOUR.multipliedBy(3)));

    assertThat(server.store.objects()).isEqualTo(before);
  }

  @Test
  void databaseRestoredFromAnOlderBackup_stopsTheRunBeforeItPublishesAnything() {
    server.database.keep();
    server.arrive(server.keys.readyAt(LAST, 5));
    server.completeHourly(LAST.plus(HOUR), LAST.plus(HOUR.multipliedBy(2)));
    SortedMap<String, StoredObject> before = server.store.objects();
    server.database.restore();
    server.database.letLeaseRunOut();
    server.store.forgetSteps();

    RunResult result = server.runAfter(LAST.plus(HOUR.multipliedBy(3)));

    assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(result.reason()).contains("restored from an older backup");
    assertThat(server.store.steps()).isEmpty();
    assertThat(server.store.objects()).isEqualTo(before);
  }

  @Test
  void bucketOfAnotherDatabase_isNotTouched() {
    server.database.execute("update publishing set epoch = gen_random_uuid()::text");
    server.store.forgetSteps();

    RunResult result = server.runAfter(LAST.plus(HOUR));

    assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(result.reason()).isEqualTo("the bucket was written by another database");
    assertThat(server.store.steps()).isEmpty();
  }

  @Test
  void clockSetBack_stopsRunsUntilItIsRightAgain() {
    server.store.forgetSteps();

    RunResult result = server.runAfter(LAST.minus(HOUR));

    assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(result.reason())
        .contains("the clock is behind the last run")
        .contains("2026-03-04T03:00");
    assertThat(server.store.steps()).isEmpty();
    server.completeAfter(LAST.plus(HOUR));
  }

  @Test
  void clockThatWasAhead_stopsRunsUntilTheHourHasCome() {
    Instant ahead = LAST.plus(HOUR.multipliedBy(10));
    server.completeAfter(ahead);
    server.arrive(server.keys.readyAt(LAST.plus(HOUR), 5));

    RunResult refused = server.runAfter(LAST.plus(HOUR.multipliedBy(2)));

    assertThat(refused.outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(refused.reason()).contains("the clock is behind the last run");
    server.completeAfter(ahead.plus(HOUR));
    assertThat(server.hour("DE", "2026-03-04", 4).keys()).isEmpty();
    assertThat(server.hour("DE", "2026-03-04", 13).keys()).hasSize(5);
  }

  @Test
  void publishingThatIsPaused_goesOnWithEveryHourWhenItIsResumed() {
    server.pause();
    server.arrive(server.keys.readyAt(LAST, 5));
    server.store.forgetSteps();

    RunResult paused = server.runAfter(LAST.plus(HOUR));

    assertThat(paused.outcome()).isEqualTo(RunOutcome.PAUSED);
    assertThat(server.store.steps()).isEmpty();
    server.resume();
    server.completeAfter(LAST.plus(HOUR.multipliedBy(4)));
    assertThat(server.hours("DE", "2026-03-04"))
        .isEqualTo(List.of("0", "1", "2", "3", "4", "5", "6"));
    assertThat(server.hour("DE", "2026-03-04", 3).keys()).hasSize(5);
  }

  @Test
  void pauseWhileARunIsUnderWay_endsItBeforeTheNextPackage() {
    server.arrive(server.keys.readyAt(LAST, 5));
    server.store.forgetSteps();
    server.store.beforeEachStep(
        () -> {
          // The second package, after the marker and the first.
          if (server.store.steps().size() == 2) {
            server.pause();
          }
        });

    RunResult paused = server.runAfter(LAST.plus(HOUR.multipliedBy(4)));

    server.store.beforeEachStep(() -> {});
    assertThat(paused.outcome()).isEqualTo(RunOutcome.PAUSED);
    assertThat(paused.reason()).isEqualTo("publishing was paused while the run was under way");
    assertThat(paused.packages()).isEqualTo(2);
    assertThat(server.store.steps()).hasSize(3);
    server.resume();
    server.completeAfter(LAST.plus(HOUR.multipliedBy(4)));
    assertThat(server.hour("DE", "2026-03-04", 3).keyData()).hasSize(5);
  }

  @Test
  void runs_areRecordedWithTheirReason() {
    server.database.execute("truncate distribution_run");
    server.completeAfter(LAST.plus(HOUR));
    server.store.failAt(server.store.steps().size() + 1, FailureTime.BEFORE);
    server.runAfter(LAST.plus(HOUR.multipliedBy(2)));

    assertThat(
            server.database.rows(
                "select outcome, reason, ended_at is not null from distribution_run order by run_number"))
        .containsExactly("completed  t", "failed the store is gone, as this test wants t");
  }
}
