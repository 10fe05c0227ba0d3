package io.warnserver.submission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.certificates.CertificateWatch;
import io.warnserver.database.Schema;
import io.warnserver.health.ServerHealth;
import io.warnserver.parts.Part;
import io.warnserver.submission.base.StageFailures;
import io.warnserver.submission.base.SubmissionSettings;
import io.warnserver.submission.base.SubmissionThreads;
import io.warnserver.submission.store.JpaSubmissionStore;
import io.warnserver.submission.store.SubmissionDatabase;
import io.warnserver.submission.tan.TanHashKeys;
import io.warnserver.submission.verification.HttpTanVerifier;
import io.warnserver.submission.verification.VerificationProbe;
import io.warnserver.submission.verification.VerificationSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;

/**
 * What happens beside the requests, on every instance: verdicts that could not be written are, hash
 * keys that were exchanged are taken over, old records of TANs are deleted, keys that wait are
 * mixed, and systems that have failed are tried again. In the end all that was begun is finished.
 */
@Part
final class Upkeep {

  private static final Logger LOG = Logger.getLogger(Upkeep.class.getName());
  private static final Duration FIRST = Duration.ofSeconds(20);
  private static final Duration OFTEN = Duration.ofSeconds(1);
  private static final Duration CLEANING = Duration.ofMinutes(10);

  /** A submission waits for so many of them, one after the other. */
  private static final int STATEMENTS = 3;

  private final SubmissionThreads threads;
  private volatile long cleaned = System.nanoTime();
  private volatile long mixed = System.nanoTime();

  @Inject
  Upkeep(SubmissionThreads threads) {
    this.threads = threads;
  }

  /**
   * When the web module begins: the parts are made here, and threads and resources are of the
   * component on whose behalf they are made. At {@code Startup} a Payara Micro was seen without
   * one. The first cleaning comes soon, for what is left from before a stop.
   */
  void start(
      @Observes @Initialized(ApplicationScoped.class) Object event,
      JpaSubmissionStore store,
      SubmissionDatabase database,
      HttpTanVerifier verifier,
      VerificationSettings verification,
      AnswerDeadlines deadlines,
      TanHashKeys hashKeys,
      SubmissionSettings settings,
      MeterRegistry metrics) {
    ServerHealth.ofServer().register(HttpTanVerifier.HEALTH, verifier::health);
    ServerHealth.ofServer().require("database", database::trial);
    CertificateWatch.ofServer().register(HttpTanVerifier.HEALTH, verification::certificates);
    Gauge.builder("warn.submission.upkeep.age.seconds", () -> age().toSeconds())
        .description("Since old records of TANs were last deleted, or keys that wait last mixed")
        .register(metrics);
    VerificationProbe probe =
        new VerificationProbe(
            verifier,
            verification.probeInterval(),
            System::nanoTime,
            answer -> measure(answer, database, deadlines));
    every(Duration.ZERO, OFTEN, probe::askIfDue);
    every(FIRST, OFTEN, store::writeUnwritten);
    every(FIRST, settings.hashKeysReload(), hashKeys::readAgain);
    every(FIRST, CLEANING, () -> cleaned = endOf(() -> store.clean(settings.tanRetention())));
    every(FIRST, CLEANING, () -> mixed = endOf(store::mix));
    every(Duration.ZERO, OFTEN, database::probe);
  }

  /** The verification server took that long; how long would a submission take? */
  private void measure(Duration answer, SubmissionDatabase database, AnswerDeadlines deadlines) {
    // A database that fails remembers it.
    var unused =
        CompletableFuture.supplyAsync(database::trial, threads.executor())
            .thenAccept(trial -> deadlines.took(trial.multipliedBy(STATEMENTS).plus(answer)));
  }

  private static long endOf(Runnable job) {
    job.run();
    return System.nanoTime();
  }

  private Duration age() {
    long now = System.nanoTime();
    return Duration.ofNanos(Math.max(now - cleaned, now - mixed));
  }

  /** A verdict that has come is spent: what was begun is finished before the application ends. */
  void stop(
      @Observes Shutdown event,
      RequestsInFlight inFlight,
      VerifyAndStore verifyAndStore,
      JpaSubmissionStore store) {
    ServerHealth.ofServer().forget(HttpTanVerifier.HEALTH);
    ServerHealth.ofServer().forget("database");
    CertificateWatch.ofServer().forget(HttpTanVerifier.HEALTH);
    inFlight.close();
    await(() -> inFlight.count() == 0 && verifyAndStore.isIdle(), verifyAndStore.longest());
    store.writeUnwritten();
    await(() -> store.unwritten() == 0, VerifyAndStore.MARGIN);
    if (store.unwritten() > 0) {
      LOG.severe(store.unwritten() + " good TANs are spent and the database could not be told");
    }
    threads.close();
  }

  private static void await(BooleanSupplier end, Duration limit) {
    long began = System.nanoTime();
    while (!end.getAsBoolean() && System.nanoTime() - began < limit.toNanos()) {
      LockSupport.parkNanos(VerifyAndStore.LOOK_STEP.toNanos());
    }
  }

  /** On a thread that may wait, unlike the scheduler's; a period lies between end and beginning. */
  private void every(Duration first, Duration period, Runnable job) {
    var unused =
        CompletableFuture.runAsync(() -> {}, threads.after(first))
            .thenRunAsync(() -> onceThereAreTables(job), threads.executor())
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    String what = StageFailures.causeOf(failure).getClass().getName();
                    LOG.warning("Submission upkeep failed, it is tried again: " + what);
                  }
                  every(period, period, job);
                });
  }

  private static void onceThereAreTables(Runnable job) {
    if (Schema.isUpToDate()) {
      job.run();
    }
  }
}
