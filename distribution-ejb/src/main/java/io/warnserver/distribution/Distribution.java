package io.warnserver.distribution;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.database.StorageException;
import io.warnserver.database.Transactions;
import io.warnserver.distribution.archive.LeftArchives;
import io.warnserver.distribution.ledger.PublishingState;
import io.warnserver.distribution.ledger.RunLog;
import io.warnserver.distribution.store.ObjectStore;
import io.warnserver.distribution.store.ObjectStoreException;
import io.warnserver.distribution.store.PatientObjectStore;
import io.warnserver.distribution.store.S3ObjectStore;
import io.warnserver.distribution.store.StoreCircuit;
import io.warnserver.leases.Lease;
import io.warnserver.leases.LeaseLostException;
import io.warnserver.leases.LeasedWork;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.signing.SigningKeys;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs the distribution, one run at a time over all instances, and says how it went. */
final class Distribution {

  private static final Logger LOG = Logger.getLogger(Distribution.class.getName());

  /** How long a dead instance keeps others from going on. */
  private static final Duration LEASE = Duration.ofSeconds(45);

  /**
   * What is left of the lease when a write to the object store begins: the longest that one waits
   * for the store ({@link S3ObjectStore#LONGEST_WAIT}), and some time to send.
   */
  private static final Duration LONGEST_WRITE = S3ObjectStore.LONGEST_WAIT.plusSeconds(5);

  private static final Duration FIRST_RETRY_PAUSE = Duration.ofMillis(200);

  private final DistributionSettings settings;
  private final Function<Instant, SigningKeys> signingKeys;
  private final ObjectStore store;
  private final CircuitBreaker circuit;
  private final MeterRegistry metrics;
  private final SideBySide puts;
  private final Transactions transactions;
  private final Clock clock;
  private final String instance;
  private final KeyMeters meters;
  private final RunMeters runMeters;
  private final Lease lease = new Lease("distribution", LEASE);
  private final LeasedWork work;

  /**
   * @param signingKeys gives the keys that sign at a time; asked once a run, so that rotation needs
   *     no restart
   * @param instance the name of this instance, for the lease
   * @param scheduler renews the lease
   * @param executor lends threads for puts side by side
   * @param metrics to count in
   */
  Distribution(
      DistributionSettings settings,
      Function<Instant, SigningKeys> signingKeys,
      ObjectStore store,
      Transactions transactions,
      Clock clock,
      String instance,
      ScheduledExecutorService scheduler,
      Executor executor,
      MeterRegistry metrics) {
    this.settings = settings;
    this.signingKeys = signingKeys;
    this.store = store;
    this.transactions = transactions;
    this.clock = clock;
    this.instance = instance;
    work = new LeasedWork(lease, transactions, instance, scheduler);
    this.metrics = metrics;
    circuit = StoreCircuit.closed(metrics);
    puts = new SideBySide(executor, settings.store().parallelPuts());
    meters = new KeyMeters(metrics);
    runMeters = new RunMeters(metrics);
  }

  /** One run. Never throws for what database, object store or another instance does. */
  RunResult run() {
    RunResult result = runUnlessBusy(System.nanoTime());
    runMeters.ended(result);
    if (result.outcome() == RunResult.Outcome.BUSY) {
      // The run that is under way shows it, perhaps on another instance.
      meters.carriedOver(0);
    }
    return result;
  }

  private RunResult runUnlessBusy(long began) {
    try {
      return work.alone(leased -> runUnderLease(leased, began))
          .orElseGet(
              () ->
                  RunResult.without(
                      RunResult.Outcome.BUSY, "another run is under way", since(began)));
    } catch (StorageException e) {
      return failed(e, DistributionRun.Progress.NONE, began);
    }
  }

  private RunResult runUnderLease(Transactions leased, long began) {
    if (PublishingState.read(transactions).paused()) {
      return RunResult.without(RunResult.Outcome.PAUSED, "publishing is paused", since(began));
    }
    RunLog log = new RunLog(transactions);
    long number = log.begin(instance);
    RunResult result = runAndReport(leased, began);
    log.end(
        number,
        result.outcome().word(),
        result.reason(),
        result.packages(),
        result.keys(),
        result.objects());
    return result;
  }

  private RunResult runAndReport(Transactions leased, long began) {
    Instant now = clock.instant();
    DistributionRun run =
        new DistributionRun(
            settings, () -> signingKeys.apply(now), patientStore(), puts, leased, meters, now);
    try {
      LeftArchives.delete();
      run.run();
      RunResult result = result(RunResult.Outcome.COMPLETED, "", run.progress(), began);
      LOG.log(
          Level.INFO,
          "Distribution: {0} packages with {1} keys, {2} objects in {3} ms",
          new Object[] {
            result.packages(), result.keys(), result.objects(), result.duration().toMillis()
          });
      return result;
    } catch (IOException
        | StorageException
        | ObjectStoreException
        | LeaseLostException
        | RunRefusedException e) {
      return failed(e, run.progress(), began);
    } catch (InvalidSettingsException e) {
      return failed(new RunRefusedException(String.join("; ", e.faults())), run.progress(), began);
    } catch (RuntimeException e) {
      // A defect. The caller is a timer or an operator: both must learn that this run has failed.
      return failed(e, run.progress(), began);
    }
  }

  private ObjectStore patientStore() {
    return new PatientObjectStore(
        new LeasedObjectStore(store, lease, LONGEST_WRITE),
        circuit,
        metrics,
        settings.store().retryBudget(),
        FIRST_RETRY_PAUSE);
  }

  /** Stops publishing until {@link #resume}, on all instances. */
  void pause() {
    PublishingState.setPaused(transactions, true);
  }

  /** Lets publishing go on; the next run makes up for the hours that have passed. */
  void resume() {
    PublishingState.setPaused(transactions, false);
  }

  private static RunResult failed(Exception e, DistributionRun.Progress progress, long began) {
    LOG.log(Level.SEVERE, "The distribution run failed; the next one goes on from here", e);
    return result(RunResult.Outcome.FAILED, LeasedWork.reasonOf(e), progress, began);
  }

  private static RunResult result(
      RunResult.Outcome outcome, String reason, DistributionRun.Progress progress, long began) {
    return new RunResult(
        outcome,
        reason,
        progress.packages(),
        progress.keys(),
        progress.objects(),
        progress.configurationFaults(),
        since(began));
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
