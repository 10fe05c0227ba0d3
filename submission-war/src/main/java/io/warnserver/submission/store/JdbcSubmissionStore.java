package io.warnserver.submission.store;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.warnserver.database.StorageException;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.store.Arrivals;
import io.warnserver.submission.store.Claim.State;
import io.warnserver.submission.tan.TanFingerprint;
import io.warnserver.submission.tan.TanFingerprint.Print;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The database. Statements of several requests go together; each is a transaction of its own, and
 * each may be run again when a connection was lost over it.
 */
public final class JdbcSubmissionStore implements SubmissionStore {

  private static final int WORKERS = 2;
  private static final int BATCH = 64;
  private static final int CONNECTIONS_TRIED = 2;
  private static final int MAX_UNWRITTEN = 10_000;
  private static final int FIRST_ATTEMPTS = 30_000;

  /** Work on a connection that commits each statement. */
  @FunctionalInterface
  private interface SqlWork<T> {
    T on(Connection connection) throws SQLException;
  }

  private final DataSource dataSource;
  private final Executor executor;
  private final CircuitBreaker breaker;
  private final Clock clock;
  private final Batches<TanVerdicts.Wanted, Claim> claims;
  private final Batches<TanFingerprint, Boolean> approvals;
  private final Batches<TanVerdicts.Asked, Boolean> releases;
  private final Batches<ArrivingKeys.Approved, Boolean> arrivals;

  /** Whether the last one to use the database got nothing. */
  private volatile boolean failing;

  /** Good TANs that the database does not know yet, by hash. */
  private final Map<String, TanFingerprint> unwritten = new ConcurrentHashMap<>();

  /** Those that are being written again: each waits in the queue once. */
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param dataSource connects as the role that submits
   * @param executor for the work on connections
   * @param gathering runs what it is given after a time in which requests gather. The record of a
   *     verdict waits for nobody: a TAN is spent, and only this process knows
   * @param breaker opens when the database fails; until it is closed no claim is tried
   */
  public JdbcSubmissionStore(
      DataSource dataSource,
      Executor executor,
      Executor gathering,
      CircuitBreaker breaker,
      Clock clock) {
    this.dataSource = dataSource;
    this.executor = executor;
    this.breaker = breaker;
    this.clock = clock;
    claims =
        new Batches<>(
            gathering,
            executor,
            WORKERS,
            BATCH,
            wanted -> run(connection -> TanVerdicts.claim(connection, wanted, hour())));
    approvals =
        new Batches<>(
            Runnable::run,
            executor,
            WORKERS,
            BATCH,
            tans ->
                run(
                    connection -> {
                      TanVerdicts.approve(connection, tans, hour());
                      return Collections.nCopies(tans.size(), true);
                    }));
    releases =
        new Batches<>(
            gathering,
            executor,
            1,
            BATCH,
            asked ->
                run(
                    connection -> {
                      TanVerdicts.release(connection, asked);
                      return Collections.nCopies(asked.size(), true);
                    }));
    arrivals =
        new Batches<>(
            gathering,
            executor,
            WORKERS,
            BATCH,
            submissions -> run(connection -> ArrivingKeys.store(connection, submissions)));
  }

  @Override
  public CompletionStage<Claim> claim(TanFingerprint tan) {
    TanVerdicts.Wanted wanted =
        new TanVerdicts.Wanted(tan, ThreadLocalRandom.current().nextInt(FIRST_ATTEMPTS));
    if (breaker.getState() != CircuitBreaker.State.CLOSED) {
      return CompletableFuture.failedStage(
          CallNotPermittedException.createCallNotPermittedException(breaker));
    }
    return unwrittenOf(tan)
        .map(known -> approve(known).thenCompose(written -> claims.add(wanted)))
        .orElseGet(() -> claims.add(wanted));
  }

  @Override
  public CompletionStage<Claim> takeOver(TanFingerprint tan, int attempt) {
    return CompletableFuture.supplyAsync(
            () -> run(connection -> TanVerdicts.takeOver(connection, tan, attempt)), executor)
        .thenCompose(
            mine ->
                mine
                    ? CompletableFuture.completedStage(new Claim(State.MINE, attempt + 1))
                    : claim(tan));
  }

  @Override
  public CompletionStage<Void> approve(TanFingerprint tan) {
    String hash = tan.current().tanHash();
    return approvals
        .add(tan)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                unwritten.remove(hash);
              } else if (unwritten.size() < MAX_UNWRITTEN) {
                unwritten.put(hash, tan);
              }
            })
        .thenApply(done -> null);
  }

  /** Tries again to write the verdicts that could not be written; to be called now and then. */
  public void writeUnwritten() {
    unwritten.forEach(
        (hash, tan) -> {
          if (underWay.add(hash)) {
            var unused = approve(tan).whenComplete((done, failure) -> underWay.remove(hash));
          }
        });
  }

  /** Whether it has failed just now, or mostly lately: the next one to use it is {@link #probe}. */
  public boolean isFailing() {
    return failing || breaker.getState() != CircuitBreaker.State.CLOSED;
  }

  /**
   * Where the database is {@link #isFailing failing}: tries it, if it is time to. Success closes
   * the circuit breaker in the end.
   */
  public void probe() {
    if (isFailing() && breaker.tryAcquirePermission()) {
      trial();
    }
  }

  /**
   * Does what a claim needs, without claiming anything.
   *
   * @return how long it took
   * @throws StorageException if the database did not do it
   */
  public Duration trial() {
    long begin = System.nanoTime();
    run(TanVerdicts::trial);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** How many verdicts wait for the database. */
  public int unwritten() {
    return unwritten.size();
  }

  @Override
  public CompletionStage<Void> release(TanFingerprint tan, int attempt) {
    return releases.add(new TanVerdicts.Asked(tan, attempt)).thenApply(done -> null);
  }

  @Override
  public CompletionStage<Boolean> store(TanFingerprint tan, Arrival arrival) {
    return arrivals.add(new ArrivingKeys.Approved(tan, arrival));
  }

  /**
   * Rewrites the keys that wait, so that nothing says which of them came together.
   *
   * @throws StorageException if the database did not do it
   */
  public void mix() {
    run(
        connection -> {
          Arrivals.mix(connection);
          return true;
        });
  }

  /**
   * Deletes the records of TANs that are older.
   *
   * @param retention how long they are kept, at least; up to an hour more
   * @return how many were deleted
   * @throws StorageException if the database did not do it
   */
  public int clean(Duration retention) {
    HourNumber oldest = HourNumber.containing(clock.instant().minus(retention));
    return run(connection -> TanVerdicts.clean(connection, oldest));
  }

  private Optional<TanFingerprint> unwrittenOf(TanFingerprint tan) {
    // Nearly always empty.
    return unwritten.isEmpty()
        ? Optional.empty()
        : tan.prints().stream()
            .map(Print::tanHash)
            .map(unwritten::get)
            .filter(Objects::nonNull)
            .findFirst();
  }

  private HourNumber hour() {
    return HourNumber.containing(clock.instant());
  }

  private <T> T run(SqlWork<T> work) {
    long begin = System.nanoTime();
    try {
      T result = onAnyConnection(work);
      breaker.onSuccess(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
      failing = false;
      return result;
    } catch (SQLException e) {
      StorageException failure = new StorageException("the database did not do it", e);
      if (!Failures.isOfOneRequest(failure)) {
        failing = true;
        breaker.onError(System.nanoTime() - begin, TimeUnit.NANOSECONDS, failure);
      }
      throw failure;
    }
  }

  /** A pooled connection may have died in the pool: another one is tried then. */
  private <T> T onAnyConnection(SqlWork<T> work) throws SQLException {
    for (int tried = 1; ; tried++) {
      try (Connection connection = dataSource.getConnection()) {
        return work.on(connection);
      } catch (SQLException e) {
        if (tried == CONNECTIONS_TRIED || !Failures.isOfConnection(e)) {
          throw e;
        }
      }
    }
  }
}
