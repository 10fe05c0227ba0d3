package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.revocation.Revocation;
import io.warnserver.distribution.revocation.RevocationOrder;
import io.warnserver.distribution.testing.ArrivingKey;
import io.warnserver.distribution.testing.FailureTime;
import io.warnserver.distribution.testing.InMemoryStore;
import io.warnserver.distribution.testing.InMemoryStore.StoredObject;
import io.warnserver.distribution.testing.TestTransactions;
import io.warnserver.distribution.testing.TreeWalk;
import io.warnserver.keys.HourNumber;
import io.warnserver.leases.RunOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A run that carries out a revocation, with a new hour and a removed key that is handed in again,
 * interrupted at every step: a phone can walk the tree all the time, the next run comes to the same
 * end, and every package that readers could have had with a removed key is listed.
 */
class InterruptedRevocationTest {

  private static final List<Logger> LOGS =
      List.of(
          Logger.getLogger(Distribution.class.getName()),
          Logger.getLogger(RevocationStep.class.getName()));
  private static final Instant FIRST = Instant.parse("2026-03-02T21:00:00Z");
  private static final Instant LAST = Instant.parse("2026-03-03T02:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestServer server =
      new TestServer(
          "warn.supported-countries", "AT,DE,FR",
          "warn.distribution.min-keys", "2");
  private final TreeWalk phone =
      new TreeWalk(
          LocalDate.parse("2026-03-02").datesUntil(LocalDate.parse("2026-03-04")).toList());
  private List<ArrivingKey> bad;
  private InMemoryStore before;

  @BeforeEach
  void comeToTheStateBeforeTheRun() throws Exception {
    bad = server.keys.readyAt(FIRST, 3).stream().map(key -> key.visiting("AT", "DE")).toList();
    server.arrive(bad);
    server.arrive(server.keys.readyAt(FIRST, 2));
    server.completeHourly(FIRST.plus(HOUR), LAST.minus(HOUR));
    server.arrive(server.keys.readyAt(LAST.minus(HOUR), 3));
    server.arrive(bad.get(0).submittedAt(LAST.minus(HOUR)));
    LOGS.forEach(log -> log.setLevel(Level.OFF));
  }

  @AfterEach
  void logAgain() {
    LOGS.forEach(log -> log.setLevel(null));
  }

  private void order() throws Exception {
    server.revoke(RevocationOrder.ofAll(PackageWindow.ofHour("AT", HourNumber.containing(FIRST))));
    keep();
  }

  private void keep() {
    server.database.keep();
    before = server.store.copy();
  }

  @ParameterizedTest
  @EnumSource
  void storeThatFailsAtAnyStep_isCompletedByTheNextRun(FailureTime time) throws Exception {
    order();
    int steps = uninterrupted();
    SortedMap<String, StoredObject> expected = server.store.objects();
    List<String> expectedRows = server.database.contents();

    for (int step = 1; step <= steps; step++) {
      startOver();
      server.store.failAt(step, time);

      RunResult failed = server.runAfter(LAST);
      assertThat(failed.outcome()).as("step %d", step).isEqualTo(RunOutcome.FAILED);
      phone.walk(this::content);
      server.completeAfter(LAST);

      assertThat(server.store.objects()).as("step %d", step).isEqualTo(expected);
      assertThat(server.database.contents()).as("step %d", step).isEqualTo(expectedRows);
    }
  }

  @ParameterizedTest
  @EnumSource
  void databaseThatFailsAtAnyTransaction_isCompletedByTheNextRun(FailureTime time)
      throws Exception {
    order();
    TestTransactions transactions = server.database.distribution();
    transactions.failAt(0, FailureTime.BEFORE);
    uninterrupted();
    int calls = transactions.calls();
    SortedMap<String, StoredObject> expected = server.store.objects();
    List<String> expectedRows = server.database.contents();

    // The last one gives the lease back.
    for (int call = 1; call < calls; call++) {
      startOver();
      transactions.failAt(call, time);

      RunResult failed = server.runAfter(LAST);
      assertThat(failed.outcome()).as("call %d", call).isEqualTo(RunOutcome.FAILED);
      phone.walk(this::content);
      server.recover();
      server.completeAfter(LAST);

      assertThat(server.store.objects()).as("call %d", call).isEqualTo(expected);
      assertThat(server.database.contents()).as("call %d", call).isEqualTo(expectedRows);
    }
  }

  /** The revocation comes after the run that published the keys has died, at any of its steps. */
  @ParameterizedTest
  @EnumSource
  void runThatDiedBeforeTheRevocation_leavesNoPackageUnlisted(FailureTime time) throws Exception {
    List<ArrivingKey> late =
        server.keys.readyAt(LAST.minus(HOUR), 3).stream()
            .map(key -> key.visiting("AT", "DE"))
            .toList();
    server.arrive(late);
    keep();
    int steps = uninterrupted();
    TreeSet<String> expectedPaths = new TreeSet<>(server.store.paths());

    for (int step = 2; step <= steps; step++) {
      startOver();
      server.store.failAt(step, time);
      server.runAfter(LAST);
      SortedMap<String, StoredObject> seen = server.store.objects();
      server.revoke(
          RevocationOrder.ofAll(
              PackageWindow.ofHour("AT", HourNumber.containing(LAST.minus(HOUR)))));

      server.completeAfter(LAST);

      SortedSet<String> changed = PublishedRevocations.changed(seen, server.store.objects());
      assertThat(PublishedRevocations.in(server.store)).as("step %d", step).isEqualTo(changed);
      assertThat(server.store.paths()).containsAll(expectedPaths);
      for (String tree : List.of("AT", "DE", "EUR")) {
        assertThat(server.hour(tree, "2026-03-03", 1).keyData())
            .doesNotContainAnyElementsOf(late.stream().map(ArrivingKey::data).toList());
      }
    }
  }

  @Test
  void uninterruptedRun_doesAllThatCanBeInterruptedAndAPhoneCanReadAllTheTime() throws Exception {
    order();
    startOver();
    server.store.beforeEachStep(() -> phone.walk(this::content));
    server.completeAfter(LAST);
    server.store.beforeEachStep(() -> {});

    assertThat(server.store.steps())
        .anyMatch(step -> step.matches("put .*/DE/date/2026-03-02/hour/21"))
        .anyMatch(step -> step.matches("put .*/EUR/date/2026-03-02"))
        .anyMatch(step -> step.matches("put .*/DE/date/2026-03-03/hour/1"))
        .anyMatch(step -> step.matches("put .*app_config_ios"))
        .as("also where nothing is left")
        .anyMatch(step -> step.matches("put .*/AT/date/2026-03-02"));
    assertThat(server.revocations())
        .extracting(Revocation::state)
        .containsExactly(Revocation.State.COMPLETE);
    assertThat(server.counted("warn.distribution.keys.revoked_dropped")).isEqualTo(1);
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
    server.store.letChange(path -> true);
  }

  private Optional<byte[]> content(String path) {
    return server.store.paths().contains(path)
        ? Optional.of(server.store.bytes(path))
        : Optional.empty();
  }
}
