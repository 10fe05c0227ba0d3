package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.FailureTime;
import io.warnserver.distribution.testing.InMemoryStore;
import io.warnserver.distribution.testing.TestSigningKeys;
import io.warnserver.distribution.testing.TestTransactions;
import io.warnserver.leases.Lease;
import io.warnserver.leases.LeasedJob;
import io.warnserver.leases.RunOutcome;
import io.warnserver.signing.MismatchedSigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that cannot happen: what an operator is told, and that nothing is lost. */
class RefusedRunTest {

  private static final Logger LOG = Logger.getLogger(LeasedJob.class.getName());
  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
  private static final Instant ELEVEN = Instant.parse("2026-03-02T11:00:00Z");

  private final TestServer server = new TestServer("warn.distribution.min-keys", "1");
  private InMemoryStore before;

  @BeforeEach
  void publishSomethingAndLetMoreArrive() {
    server.arrive(server.keys.readyAt(TEN.minusSeconds(3600), 2));
    server.completeAfter(TEN);
    server.arrive(server.keys.readyAt(TEN, 2));
    before = server.store.copy();
    LOG.setLevel(Level.OFF);
  }

  @AfterEach
  void logAgain() {
    LOG.setLevel(null);
  }

  @Test
  void databaseThatIsGone_isAFailedRun() {
    server.database.distribution().failAt(1, FailureTime.BEFORE);

    RunResult failed = server.runAfter(ELEVEN);

    assertThat(failed.outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(failed.reason()).isEqualTo("the database is gone, as this test wants");
    assertThat(failed.objects()).isZero();
  }

  @Test
  void databaseThatRefuses_isAFailedRunWithoutItsWords() {
    server.database.execute("revoke select on waiting_key from warn_distribution");

    RunResult failed = server.runAfter(ELEVEN);

    server.database.execute("grant select on waiting_key to warn_distribution");
    assertThat(failed.outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(failed.reason())
        .isEqualTo("the transaction failed (org.postgresql.util.PSQLException)");
    server.completeAfter(ELEVEN);
  }

  @Test
  void defect_isAFailedRunThatGivesTheLeaseBack() {
    server.store.beforeEachStep(
        () -> {
          throw new IllegalStateException("a defect");
        });

    assertThat(server.runAfter(ELEVEN).outcome()).isEqualTo(RunOutcome.FAILED);

    server.store.beforeEachStep(() -> {});
    server.completeAfter(ELEVEN);
  }

  @Test
  void packageThatWouldBeRefused_isNotPublished() {
    server.signWith(MismatchedSigningKey.alone());

    RunResult failed = server.runAfter(ELEVEN);

    assertThat(failed.outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(failed.reason()).contains("would be refused").contains("'current'");
    assertThat(server.store.objects()).isEqualTo(before.objects());
    server.signWith(TestSigningKeys.one());
    server.completeAfter(ELEVEN);
  }

  @Test
  void leaseHeldByAnotherInstance_isBusyAndDoesNothing() {
    TestTransactions other = server.database.newDistribution();
    Lease lease = new Lease("distribution", Duration.ofMinutes(2));
    OptionalLong number = lease.acquire(other, "other instance");
    List<String> rows = server.database.contents();

    RunResult busy = server.runAfter(ELEVEN);

    assertThat(busy.outcome()).isEqualTo(RunOutcome.BUSY);
    assertThat(busy.reason()).isEqualTo("another run is under way");
    assertThat(busy.objects()).isZero();
    assertThat(server.database.contents()).isEqualTo(rows);
    assertThat(server.store.objects()).isEqualTo(before.objects());
    lease.release(other, number.orElseThrow());
    server.completeAfter(ELEVEN);
  }
}
