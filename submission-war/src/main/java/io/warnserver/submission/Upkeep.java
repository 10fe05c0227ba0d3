package io.warnserver.submission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.database.StorageException;
import io.warnserver.parts.Part;
import io.warnserver.submission.answers.AnswerDeadlines;
import io.warnserver.submission.base.SubmissionSettings;
import io.warnserver.submission.base.SubmissionThreads;
import io.warnserver.submission.store.JpaSubmissionStore;
import io.warnserver.submission.store.SubmissionDatabase;
import io.warnserver.submission.tan.TanHashKeySource;
import io.warnserver.submission.verification.HttpTanVerifier;
import io.warnserver.submission.verification.VerificationProbe;
import io.warnserver.submission.verification.VerificationSettings;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What happens beside the requests, on every instance: verdicts that could not be written are, hash
 * keys that were exchanged are taken over, old records of TANs are deleted, keys that wait are
 * mixed, and systems that have failed are tried again.
 */
@Part
final class Upkeep {

  private static final Logger LOG = Logger.getLogger(Upkeep.class.getName());
  private static final Duration FIRST = Duration.ofSeconds(20);
  private static final Duration WRITING = Duration.ofSeconds(1);
  private static final Duration CLEANING = Duration.ofMinutes(10);

  private static final Duration PROBING = Duration.ofSeconds(1);

  /** A submission waits for so many of them, one after the other. */
  private static final int STATEMENTS = 3;

  private final JpaSubmissionStore store;
  private final SubmissionDatabase database;
  private final AnswerDeadlines deadlines;
  private final VerificationProbe probe;
  private final TanHashKeySource hashKeys;
  private final SubmissionSettings settings;
  private final SubmissionThreads threads;
  private final List<Future<?>> jobs = new ArrayList<>();
  private volatile long cleaned = System.nanoTime();
  private volatile long mixed = System.nanoTime();

  @Inject
  Upkeep(
      JpaSubmissionStore store,
      SubmissionDatabase database,
      HttpTanVerifier verifier,
      VerificationSettings verification,
      AnswerDeadlines deadlines,
      TanHashKeySource hashKeys,
      SubmissionSettings settings,
      SubmissionThreads threads,
      MeterRegistry metrics) {
    this.store = store;
    this.database = database;
    this.deadlines = deadlines;
    this.hashKeys = hashKeys;
    this.settings = settings;
    this.threads = threads;
    probe =
        new VerificationProbe(
            verifier,
            verification.probeInterval(),
            System::nanoTime,
            time -> threads.executor().execute(() -> measure(time)));
    Gauge.builder("warn.submission.upkeep.age.seconds", () -> age().toSeconds())
        .description("Since old records of TANs were last deleted, or keys that wait last mixed")
        .register(metrics);
  }

  /** The verification server took that long; how long would a submission take? */
  private void measure(Duration verification) {
    try {
      deadlines.took(database.trial().multipliedBy(STATEMENTS).plus(verification));
    } catch (StorageException e) {
      LOG.log(Level.FINE, "The database fails, which is remembered", e);
    }
  }

  /**
   * Begins; the first cleaning comes soon, for what is left from before a stop. Before the
   * verification server has answered for the first time, no submission is taken.
   */
  void start() {
    every(Duration.ZERO, PROBING, probe::askIfDue);
    every(FIRST, WRITING, store::writeUnwritten);
    every(FIRST, settings.hashKeysReload(), hashKeys::readAgain);
    every(
        FIRST,
        CLEANING,
        () -> {
          store.clean(settings.tanRetention());
          cleaned = System.nanoTime();
        });
    every(
        FIRST,
        CLEANING,
        () -> {
          store.mix();
          mixed = System.nanoTime();
        });
    every(Duration.ZERO, PROBING, database::probe);
  }

  /** How long it is since old records were deleted, or keys mixed, whichever is longer ago. */
  private Duration age() {
    long now = System.nanoTime();
    return Duration.ofNanos(Math.max(now - cleaned, now - mixed));
  }

  /** Begins nothing any more. */
  void stop() {
    jobs.forEach(job -> job.cancel(false));
  }

  /**
   * On another thread: those of the scheduler let answers leave. One that takes longer than its
   * period is not begun again before it has ended.
   */
  private void every(Duration first, Duration period, Runnable job) {
    AtomicBoolean busy = new AtomicBoolean();
    jobs.add(
        threads
            .scheduler()
            .scheduleWithFixedDelay(
                () -> {
                  if (busy.compareAndSet(false, true)) {
                    threads.executor().execute(() -> safely(job, busy));
                  }
                },
                first.toMillis(),
                period.toMillis(),
                TimeUnit.MILLISECONDS));
  }

  private static void safely(Runnable job, AtomicBoolean busy) {
    try {
      job.run();
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "Submission upkeep failed, it is tried again: {0}",
          e.getClass().getName());
    } finally {
      busy.set(false);
    }
  }
}
