package io.warnserver.submission;

import io.warnserver.submission.store.JdbcSubmissionStore;
import io.warnserver.submission.tan.TanHashKeySource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What happens beside the requests, on every instance: verdicts that could not be written are, hash
 * keys that were exchanged are taken over, and old records of TANs are deleted.
 */
final class Upkeep {

  private static final Logger LOG = Logger.getLogger(Upkeep.class.getName());
  private static final Duration FIRST = Duration.ofSeconds(20);
  private static final Duration WRITING = Duration.ofSeconds(1);
  private static final Duration READING = Duration.ofMinutes(1);
  private static final Duration CLEANING = Duration.ofMinutes(10);

  private final JdbcSubmissionStore store;
  private final TanHashKeySource hashKeys;
  private final Duration retention;
  private final ScheduledExecutorService scheduler;
  private final Executor executor;
  private final List<Future<?>> jobs = new ArrayList<>();

  Upkeep(
      JdbcSubmissionStore store,
      TanHashKeySource hashKeys,
      Duration retention,
      ScheduledExecutorService scheduler,
      Executor executor) {
    this.store = store;
    this.hashKeys = hashKeys;
    this.retention = retention;
    this.scheduler = scheduler;
    this.executor = executor;
  }

  /** Begins; the first cleaning comes soon, for what is left from before a stop. */
  void start() {
    every(WRITING, store::writeUnwritten);
    every(READING, hashKeys::readAgain);
    every(CLEANING, () -> store.clean(retention));
  }

  /** Ends; what is under way comes to its end. */
  void stop() {
    jobs.forEach(job -> job.cancel(false));
  }

  /** On another thread: those of the scheduler let answers leave. */
  private void every(Duration period, Runnable job) {
    jobs.add(
        scheduler.scheduleWithFixedDelay(
            () -> executor.execute(() -> safely(job)),
            FIRST.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS));
  }

  private static void safely(Runnable job) {
    try {
      job.run();
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "Submission upkeep failed, it is tried again: {0}",
          e.getClass().getName());
    }
  }
}
