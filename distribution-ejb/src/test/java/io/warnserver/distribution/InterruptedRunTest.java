package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.ArrivingKey;
import io.warnserver.distribution.testing.FailureTime;
import io.warnserver.distribution.testing.InMemoryStore;
import io.warnserver.distribution.testing.InMemoryStore.StoredObject;
import io.warnserver.distribution.testing.TestTransactions;
import io.warnserver.leases.Lease;
import io.warnserver.leases.RunOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One rich run (new keys, a new country, a day that ends, one that leaves retention, a country that
 * ends) interrupted at every step: the store checks its invariants all the time, and the next run
 * must come to exactly the same end as one that was never interrupted.
 */
class InterruptedRunTest {

  private static final Logger LOG = Logger.getLogger(Distribution.class.getName());
  private static final Instant START = Instant.parse("2026-03-02T20:00:00Z");
  private static final Instant LAST = Instant.parse("2026-03-05T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestServer server = new TestServer(settings(2));
  private InMemoryStore before;

  @BeforeEach
  void comeToTheStateBeforeTheRun() {
    server.arrive(server.keys.readyAt(START, 4));
    server.arrive(austrian(START, 4));
    server.completeHourly(START.plus(HOUR), Instant.parse("2026-03-03T04:00:00Z"));
    server.arrive(server.keys.readyAt(Instant.parse("2026-03-03T04:00:00Z"), 2));
    server.completeHourly(
        Instant.parse("2026-03-03T05:00:00Z"), Instant.parse("2026-03-04T19:00:00Z"));
    // What this run takes out of the indexes, the one that is interrupted deletes.
    server.set(settings(1));
    server.completeAfter(Instant.parse("2026-03-04T20:00:00Z"));
    server.set(settings(2));
    server.arrive(server.keys.readyAt(Instant.parse("2026-03-04T21:00:00Z"), 3));
    server.arrive(
        server.keys.readyAt(Instant.parse("2026-03-04T22:00:00Z"), 3).stream()
            .map(key -> key.from("FR").visiting("FR"))
            .toList());
    server.database.keep();
    before = server.store.copy();
    LOG.setLevel(Level.OFF);
  }

  private static String[] settings(int retentionDays) {
    return new String[] {
      "warn.supported-countries", "AT,DE,FR",
      "warn.distribution.min-keys", "2",
      "warn.retention-days", String.valueOf(retentionDays),
      "warn.distribution.hour-retention-days", "1"
    };
  }

  @AfterEach
  void logAgain() {
    LOG.setLevel(null);
  }

  @Test
  void uninterruptedRun_doesAllThatCanBeInterrupted() {
    uninterrupted();

    assertThat(server.trees()).containsExactly("DE", "FR", "EUR");
    assertThat(server.days("DE")).containsExactly("2026-03-03", "2026-03-04");
    List<String> steps = server.store.steps();
    assertThat(steps).anyMatch(step -> step.matches("put .*/FR/date/2026-03-04"));
    assertThat(steps).anyMatch(step -> step.matches("delete .*/AT/date.*"));
    assertThat(steps).anyMatch(step -> step.matches("delete .*/DE/date/2026-03-02.*"));
    assertThat(steps).anyMatch(step -> step.matches("delete .*/AT/date/2026-03-03/hour/0 .*"));
  }

  @ParameterizedTest
  @EnumSource
  void storeThatFailsAtAnyStep_isCompletedByTheNextRun(FailureTime time) {
    int steps = uninterrupted();
    SortedMap<String, StoredObject> expected = server.store.objects();
    List<String> expectedRows = server.database.contents();

    for (int step = 1; step <= steps; step++) {
      startOver();
      server.store.failAt(step, time);

      RunResult failed = server.runAfter(LAST);
      assertThat(failed.outcome()).as("step %d", step).isEqualTo(RunOutcome.FAILED);
      assertThat(failed.reason()).isEqualTo("the store is gone, as this test wants");
      RunResult next = server.completeAfter(LAST);

      assertThat(server.store.objects()).as("step %d", step).isEqualTo(expected);
      assertThat(server.database.contents()).as("step %d", step).isEqualTo(expectedRows);
      int puts = failed.packages() + next.packages();
      assertThat(puts).as("packages published, step %d", step).isEqualTo(packages(server));
    }
  }

  @ParameterizedTest
  @EnumSource
  void databaseThatFailsAtAnyTransaction_isCompletedByTheNextRun(FailureTime time) {
    TestTransactions transactions = server.database.distribution();
    transactions.failAt(0, FailureTime.BEFORE);
    uninterrupted();
    int calls = transactions.calls();
    SortedMap<String, StoredObject> expected = server.store.objects();
    List<String> expectedRows = server.database.contents();
    // The last one gives the lease back: it may fail without harm.
    for (int call = 1; call < calls; call++) {
      startOver();
      transactions.failAt(call, time);

      RunResult failed = server.runAfter(LAST);
      assertThat(failed.outcome()).as("call %d", call).isEqualTo(RunOutcome.FAILED);
      server.recover();
      server.completeAfter(LAST);

      assertThat(server.store.objects()).as("call %d", call).isEqualTo(expected);
      assertThat(server.database.contents()).as("call %d", call).isEqualTo(expectedRows);
    }
  }

  @Test
  void leaseThatCannotBeGivenBack_runsOutByItself() {
    uninterrupted();
    int calls = server.database.distribution().calls();
    startOver();
    server.database.distribution().failAt(calls, FailureTime.BEFORE);

    assertThat(server.runAfter(LAST).outcome()).isEqualTo(RunOutcome.COMPLETED);
    assertThat(server.runAfter(LAST).outcome()).isEqualTo(RunOutcome.BUSY);
    server.database.letLeaseRunOut();
    assertThat(server.runAfter(LAST).outcome()).isEqualTo(RunOutcome.COMPLETED);
  }

  @Test
  void leaseLostInTheMiddle_endsTheRunAndTheOtherInstanceCompletes() {
    int steps = uninterrupted();
    SortedMap<String, StoredObject> expected = server.store.objects();
    List<String> expectedRows = server.database.contents();
    TestTransactions other = server.database.newDistribution();
    Lease lease = new Lease("distribution", Duration.ofMinutes(2));

    for (int step = 1; step < steps; step++) {
      startOver();
      int at = step;
      OptionalLong[] number = {OptionalLong.empty()};
      server.store.beforeEachStep(
          () -> {
            if (server.store.steps().size() == at) {
              server.database.letLeaseRunOut();
              number[0] = lease.acquire(other, "other instance");
            }
          });

      RunResult lost = server.runAfter(LAST);

      assertThat(lost.outcome()).as("step %d", step).isEqualTo(RunOutcome.FAILED);
      assertThat(lost.reason()).contains("lease");
      // Packages that were built already may be put, with the bytes that they have for everyone.
      assertThat(server.store.steps().stream().skip(step + 1L))
          .as("after step %d", step)
          .allMatch(later -> later.matches("put .*/date/[0-9-]+(/hour/[0-9]+)?"));
      server.store.beforeEachStep(() -> {});
      assertThat(server.runAfter(LAST).outcome()).isEqualTo(RunOutcome.BUSY);
      lease.release(other, number[0].orElseThrow());
      server.completeAfter(LAST);
      assertThat(server.store.objects()).as("step %d", step).isEqualTo(expected);
      assertThat(server.database.contents()).as("step %d", step).isEqualTo(expectedRows);
    }
  }

  /** How many steps it takes. */
  private int uninterrupted() {
    startOver();
    server.completeAfter(LAST);
    return server.store.steps().size();
  }

  private void startOver() {
    server.database.restore();
    server.recover();
    server.store = before.copy();
  }

  /** How many packages there are now that were not there before. */
  private int packages(TestServer of) {
    return (int)
        of.store.everPut().keySet().stream()
            .filter(path -> !before.everPut().containsKey(path))
            .count();
  }

  private List<ArrivingKey> austrian(Instant submission, int count) {
    return server.keys.readyAt(submission, count).stream()
        .map(key -> key.from("AT").visiting("AT"))
        .toList();
  }
}
