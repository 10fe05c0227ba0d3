package io.warnserver.submission;

import io.warnserver.submission.store.JdbcSubmissionStore;
import io.warnserver.submission.tan.TanHashKeySource;
import io.warnserver.submission.verification.VerificationProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What happens beside the requests, on every instance: verdicts that could not be written are, hash
 * keys that were exchanged are taken over, old records of TANs are deleted, keys that wait are
 * mixed, and systems that have failed are tried again.
 */
final class Upkeep {

  private static final Logger LOG = Logger.getLogger(Upkeep.class.getName());
  private static final Duration FIRST = Duration.ofSeconds(20);
  private static final Duration WRITING = Duration.ofSeconds(1);
  private static final Duration CLEANING = Duration.ofMinutes(10);

  private static final Duration PROBING = Duration.ofSeconds(1);

  private final JdbcSubmissionStore store;
  private final VerificationProbe probe;
  private final TanHashKeySource hashKeys;
  private final SubmissionSettings settings;
  private final ScheduledExecutorService scheduler;
  private final Executor executor;
  private final List<Future<?>> jobs = new ArrayList<>();
  private volatile long cleaned = System.nanoTime();
  private volatile long mixed = System.nanoTime();

  Upkeep(
      JdbcSubmissionStore store,
      VerificationProbe probe,
      TanHashKeySource hashKeys,
      SubmissionSettings settings,
      ScheduledExecutorService scheduler,
      Executor executor) {
    this.store = store;
    this.probe = probe;
    this.hashKeys = hashKeys;
    this.settings = settings;
    this.scheduler = scheduler;
    this.executor = executor;
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
    every(Duration.ZERO, PROBING, store::probe);
  }

  /** How long it is since old records were deleted, or keys mixed, whichever is longer ago. */
  Duration age() {
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
        scheduler.scheduleWithFixedDelay(
            () -> {
              if (busy.compareAndSet(false, true)) {
                executor.execute(() -> safely(job, busy));
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
