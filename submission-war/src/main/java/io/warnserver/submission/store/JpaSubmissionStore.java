package io.warnserver.submission.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.database.NativeSql;
import io.warnserver.database.StorageException;
import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.HourNumber;
import io.warnserver.parts.Part;
import io.warnserver.submission.base.SubmissionThreads;
import io.warnserver.submission.payload.Submission;
import io.warnserver.submission.store.SubmissionStore.Claim.State;
import io.warnserver.submission.store.SubmittedKeys.Approved;
import io.warnserver.submission.store.TanVerdicts.Asking;
import io.warnserver.submission.tan.TanFingerprint;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;

/**
 * Keeps submissions in the database. What several requests want at about the same time is done in
 * one statement and one transaction.
 */
@Part
public final class JpaSubmissionStore implements SubmissionStore {

  private static final int WORKERS = 2;
  private static final int BATCH = 64;

  /** What comes within it goes together. A submission waits so twice, before its answer leaves. */
  private static final Duration GATHERING = Duration.ofMillis(10);

  /** One number is wanted, and the function has no result. */
  private static final String MIX = "select count(*) from mix_arrivals()";

  /** Within what a {@code smallint} holds after many that take over. */
  private static final int FIRST_ATTEMPTS = 30_000;

  private final SubmissionDatabase database;
  private final Executor executor;
  private final Clock clock;
  private final Batches<Asking, Claim> claims;
  private final Batches<TanFingerprint, Void> approvals;
  private final Batches<Asking, Void> releases;
  private final Batches<Approved, Boolean> submissions;
  private final UnwrittenVerdicts unwritten = new UnwrittenVerdicts();

  @Inject
  JpaSubmissionStore(
      SubmissionDatabase database, SubmissionThreads threads, Clock clock, MeterRegistry metrics) {
    this(database, threads.executor(), threads.after(GATHERING), clock);
    Gauge.builder("warn.submission.verdicts.unwritten", this::unwritten)
        .description("Good TANs that the database does not know yet")
        .register(metrics);
  }

  /**
   * @param executor for work that waits for the database
   * @param gathering runs what it is given after a time. The record of a verdict does not wait for
   *     that: a TAN is spent, and only this process knows
   */
  JpaSubmissionStore(
      SubmissionDatabase database, Executor executor, Executor gathering, Clock clock) {
    this.database = database;
    this.executor = executor;
    this.clock = clock;
    claims =
        batches(
            gathering, WORKERS, (entities, wanted) -> TanVerdicts.claim(entities, wanted, hour()));
    approvals =
        batches(Runnable::run, 1, (entities, tans) -> TanVerdicts.approve(entities, tans, hour()));
    releases = batches(gathering, 1, TanVerdicts::release);
    submissions = batches(gathering, WORKERS, SubmittedKeys::store);
  }

  private <I, O> Batches<I, O> batches(
      Executor gathering, int workers, BiFunction<EntityManager, List<I>, List<O>> work) {
    return new Batches<>(
        gathering,
        executor,
        workers,
        BATCH,
        items -> database.run(entities -> work.apply(entities, items)));
  }

  @Override
  public CompletionStage<Claim> claim(TanFingerprint tan) {
    Optional<RuntimeException> refusal = database.refusal();
    if (refusal.isPresent()) {
      return CompletableFuture.failedStage(refusal.get());
    }
    Asking wanted = new Asking(tan, ThreadLocalRandom.current().nextInt(FIRST_ATTEMPTS));
    return unwritten
        .find(tan)
        .map(known -> approve(known).thenCompose(written -> claims.add(wanted)))
        .orElseGet(() -> claims.add(wanted));
  }

  @Override
  public CompletionStage<Claim> takeOver(TanFingerprint tan, int attempt) {
    return CompletableFuture.supplyAsync(
            () -> database.run(entities -> TanVerdicts.takeOver(entities, tan, attempt)), executor)
        .thenCompose(
            mine ->
                mine
                    ? CompletableFuture.completedStage(new Claim(State.MINE, attempt + 1))
                    : claim(tan));
  }

  @Override
  public CompletionStage<Void> approve(TanFingerprint tan) {
    return approvals
        .add(tan)
        .whenComplete((done, failure) -> unwritten.settle(tan, failure == null));
  }

  @Override
  public CompletionStage<Void> release(TanFingerprint tan, int attempt) {
    return releases.add(new Asking(tan, attempt));
  }

  @Override
  public CompletionStage<Boolean> store(
      TanFingerprint tan, Submission submission, List<DiagnosisKey> padding) {
    return submissions.add(new Approved(tan, submission, padding));
  }

  /** Tries again to write the verdicts that could not be written; to be called now and then. */
  public void writeUnwritten() {
    unwritten.writeAgain(this::approve);
  }

  /** How many verdicts wait for the database. */
  public int unwritten() {
    return unwritten.count();
  }

  /**
   * Rewrites the keys that wait, so that nothing says which of them came together.
   *
   * @throws StorageException if the database did not do it
   */
  public void mix() {
    var unused = database.run(entities -> NativeSql.number(entities, MIX));
  }

  /**
   * Deletes old records of TANs, and rewrites what was stored since the last time.
   *
   * @param retention how long they are kept, at least; up to an hour more
   * @return how many were deleted
   * @throws StorageException if the database did not do it
   */
  public int clean(Duration retention) {
    HourNumber oldest = HourNumber.containing(clock.instant().minus(retention));
    return database.run(entities -> TanVerdicts.clean(entities, oldest));
  }

  private HourNumber hour() {
    return HourNumber.containing(clock.instant());
  }
}
