package io.warnserver.leases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.database.LocalTransactions;
import io.warnserver.database.Schema;
import io.warnserver.database.StorageException;
import io.warnserver.database.Transactions;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.testing.Logged;
import io.warnserver.testing.PostgresDatabase;
import io.warnserver.time.ServerClock;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As the distribution's role, against a real PostgreSQL. */
class LeasedJobTest {

  private final PostgresDatabase database =
      PostgresDatabase.migrated(role -> new Schema(role).migrate());
  private final Transactions transactions = new LocalTransactions(database, "warn_distribution");
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(0);
  private final LeasedJob<Ended> job = job(transactions);
  private Logged log;

  private record Ended(RunOutcome outcome, String reason) implements LeasedJob.Result {}

  @BeforeEach
  void listen() {
    log = Logged.by(LeasedJob.class);
  }

  @AfterEach
  void clear() throws SQLException {
    log.close();
    scheduler.shutdownNow();
    database.execute("warn_migration", "truncate lease");
  }

  @Test
  void beforeTheFirstRun_thereIsNoLast() {
    assertThat(job.last()).isEmpty();
  }

  @Test
  void run_hasTheLeaseInTheNameOfThisInstance_andGivesItBack() {
    Ended run =
        job.run(
            Ended::new,
            (lease, leased) -> {
              lease.requireHeldFor(Duration.ofMinutes(59));
              assertThat(holders()).containsExactly(LeasedJob.INSTANCE + " held");
              return completed("one");
            });

    assertThat(run).isEqualTo(completed("one"));
    assertThat(job.last()).contains(run);
    assertThat(holders()).containsExactly(LeasedJob.INSTANCE + " free");
  }

  @Test
  void runDuringAnother_isBusy_andNotTheLast() {
    job.run(
        Ended::new,
        (lease, leased) -> {
          assertThat(job(transactions).run(Ended::new, (l, t) -> completed("two")))
              .isEqualTo(new Ended(RunOutcome.BUSY, "another run is under way"));
          assertThat(job.run(Ended::new, (l, t) -> completed("three")).outcome())
              .isEqualTo(RunOutcome.BUSY);
          assertThat(job.last()).isEmpty();
          return completed("one");
        });

    assertThat(job.last()).contains(completed("one"));
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void runThatThrows_hasFailed_andTheNextOneHasTheLease() {
    Ended run =
        job.run(
            Ended::new,
            (lease, leased) -> {
              throw new IllegalStateException("a defect", new IOException("of somebody"));
            });

    assertThat(run).isEqualTo(new Ended(RunOutcome.FAILED, "a defect (java.io.IOException)"));
    assertThat(job.last()).contains(run);
    assertThat(log.lines(Level.SEVERE))
        .containsExactly("The test failed; the next run goes on from here");
    assertThat(job.run(Ended::new, (lease, leased) -> completed("two")).reason()).isEqualTo("two");
  }

  @Test
  void wrongSettings_areALineEach_andOneReason() {
    Ended run =
        job.run(
            Ended::new,
            (lease, leased) -> {
              throw new InvalidSettingsException(List.of("warn.one: is wrong", "warn.two: too"));
            });

    assertThat(run).isEqualTo(new Ended(RunOutcome.FAILED, "warn.one: is wrong; warn.two: too"));
    assertThat(log.lines(Level.SEVERE)).containsExactly("warn.one: is wrong", "warn.two: too");
  }

  @Test
  void runThatHasLostTheLease_hasFailed() {
    Ended run =
        job.run(
            Ended::new,
            (lease, leased) -> {
              expire();
              leased.run(entities -> {});
              return completed("one");
            });

    assertThat(run.outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(run.reason()).startsWith("the lease 'job' was lost");
  }

  @Test
  void leaseThatCannotBeAskedFor_isAFailedRun() {
    Ended run =
        job(new LocalTransactions(database, "warn_submission"))
            .run(Ended::new, (lease, leased) -> completed("one"));

    assertThat(run.outcome()).isEqualTo(RunOutcome.FAILED);
  }

  @Test
  void error_endsTheRun_andGivesTheLeaseBack() {
    assertThatThrownBy(
            () ->
                job.run(
                    Ended::new,
                    (lease, leased) -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(holders()).containsExactly(LeasedJob.INSTANCE + " free");
  }

  @ParameterizedTest
  @CsvSource({
    "PT504H30S, this machine's clock is 30240 minutes ahead of the database's: set the one that is wrong",
    "PT4M30S, this machine's clock is 4 minutes ahead of the database's: set the one that is wrong",
    "-PT4M30S, this machine's clock is 4 minutes behind the database's: set the one that is wrong"
  })
  void clockThatIsNotTheDatabases_stopsTheRunBeforeItBegins(Duration ahead, String reason) {
    Ended run =
        jobAt(ahead)
            .run(
                Ended::new,
                (lease, leased) -> {
                  throw new AssertionError();
                });

    assertThat(run).isEqualTo(new Ended(RunOutcome.FAILED, reason));
    assertThat(holders()).isEmpty();
    assertThat(log.lines()).singleElement().asString().contains("SEVERE: No test: " + reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT2M", "-PT2M"})
  void clockThatIsAboutTheDatabases_stopsNoRun(Duration ahead) {
    assertThat(jobAt(ahead).run(Ended::new, (lease, leased) -> completed("one")))
        .isEqualTo(completed("one"));
  }

  private LeasedJob<Ended> jobAt(Duration ahead) {
    Clock machine = Clock.offset(ServerClock.machineClock(), ahead);
    return new LeasedJob<>(
        "test", new Lease("job", Duration.ofHours(1)), transactions, scheduler, machine);
  }

  private LeasedJob<Ended> job(Transactions asked) {
    return new LeasedJob<>("test", new Lease("job", Duration.ofHours(1)), asked, scheduler);
  }

  private static Ended completed(String by) {
    return new Ended(RunOutcome.COMPLETED, by);
  }

  private List<String> holders() {
    return database.rows(
        "select holder || case when expires_at > now() then ' held' else ' free' end from lease");
  }

  private void expire() {
    try {
      database.execute(
          "warn_migration", "update lease set expires_at = now() - interval '1 second'");
    } catch (SQLException e) {
      throw new StorageException("the test's own statement failed", e);
    }
  }
}
