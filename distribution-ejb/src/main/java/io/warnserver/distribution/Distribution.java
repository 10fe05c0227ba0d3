package io.warnserver.distribution;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.database.Transactions;
import io.warnserver.distribution.archive.LeftArchives;
import io.warnserver.distribution.ledger.PublishingState;
import io.warnserver.distribution.ledger.RunLog;
import io.warnserver.distribution.store.ObjectStore;
import io.warnserver.distribution.store.PatientObjectStore;
import io.warnserver.distribution.store.S3ObjectStore;
import io.warnserver.leases.Lease;
import io.warnserver.leases.LeasedJob;
import io.warnserver.leases.RunOutcome;
import io.warnserver.parts.Part;
import io.warnserver.signing.ConfiguredSigningKeys;
import io.warnserver.signing.SigningKeySource;
import io.warnserver.signing.SigningKeys;
import io.warnserver.time.ServerClock;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs the distribution, one run at a time over all instances, and says how it went. */
@Part
final class Distribution {

  private static final Logger LOG = Logger.getLogger(Distribution.class.getName());

  /** How long a dead instance keeps others from going on. */
  private static final Duration LEASE = Duration.ofSeconds(45);

  /**
   * What is left of the lease when a write to the object store begins: as long as one takes, and
   * some time to begin it.
   */
  private static final Duration LONGEST_WRITE = S3ObjectStore.LONGEST_REQUEST.plusSeconds(5);

  private static final Duration FIRST_RETRY_PAUSE = Duration.ofMillis(200);

  private final DistributionSettings settings;
  private final Function<Instant, SigningKeys> signingKeys;
  private final ObjectStore store;
  private final CircuitBreaker circuit;
  private final MeterRegistry metrics;
  private final SideBySide puts;
  private final Transactions transactions;
  private final Clock clock;
  private final RunMeters meters;
  private final LeasedJob<RunResult> job;

  @Inject
  Distribution(
      DistributionSettings settings,
      SigningKeySource signingKeys,
      DistributionDatabase database,
      DistributionThreads threads,
      Clock clock,
      MeterRegistry metrics) {
    this(
        settings,
        now -> inForce(signingKeys, now),
        new S3ObjectStore(settings.store(), threads.scheduler()),
        database.transactions(),
        clock,
        threads.scheduler(),
        threads.executor(),
        metrics);
  }

  /**
   * @param signingKeys gives the keys that sign at a time; asked once a run, so that rotation needs
   *     no restart
   * @param scheduler renews the lease
   * @param executor lends threads for puts side by side
   */
  Distribution(
      DistributionSettings settings,
      Function<Instant, SigningKeys> signingKeys,
      ObjectStore store,
      Transactions transactions,
      Clock clock,
      ScheduledExecutorService scheduler,
      Executor executor,
      MeterRegistry metrics) {
    this.settings = settings;
    this.signingKeys = signingKeys;
    this.store = store;
    this.transactions = transactions;
    this.clock = clock;
    job =
        new LeasedJob<>(
            "distribution run", new Lease("distribution", LEASE), transactions, scheduler);
    this.metrics = metrics;
    circuit = PatientObjectStore.circuit(ServerClock.machineClock(), metrics);
    puts = new SideBySide(executor, settings.store().parallelPuts());
    meters = new RunMeters(metrics);
  }

  /** The keys that sign now, read again when settings or files have changed. */
  private static SigningKeys inForce(SigningKeySource source, Instant now) {
    ConfiguredSigningKeys keys = source.read();
    keys.expiringWithin(DistributionHealth.SOON, now).forEach(key -> LOG.warning(key.warning(now)));
    return keys.inForce(now);
  }

  /** One run. Never throws for what database, object store or another instance does. */
  RunResult run() {
    long began = System.nanoTime();
    RunResult result =
        job.run(
            (outcome, reason) -> RunResult.without(outcome, reason, since(began)),
            (lease, leased) -> runUnder(lease, leased, began));
    meters.ended(result);
    return result;
  }

  /** How the last run of this instance went; empty before the first. */
  Optional<RunResult> last() {
    return job.last();
  }

  private RunResult runUnder(Lease lease, Transactions leased, long began) {
    if (PublishingState.read(transactions).paused()) {
      return RunResult.without(RunOutcome.PAUSED, "publishing is paused", since(began));
    }
    RunLog log = new RunLog(transactions);
    long number = log.begin(LeasedJob.INSTANCE);
    RunResult result = runAndReport(lease, leased, began);
    log.end(
        number,
        result.outcome().word(),
        result.reason(),
        result.packages(),
        result.keys(),
        result.objects());
    return result;
  }

  private RunResult runAndReport(Lease lease, Transactions leased, long began) {
    Instant now = clock.instant();
    DistributionRun run =
        new DistributionRun(
            settings,
            () -> signingKeys.apply(now),
            patientStore(lease),
            puts,
            leased,
            transactions,
            meters,
            now);
    try {
      LeftArchives.delete();
      run.run();
      RunResult result = run.result(RunOutcome.COMPLETED, "", since(began));
      LOG.log(
          Level.INFO,
          "Distribution: {0} packages with {1} keys, {2} objects in {3} ms",
          new Object[] {
            result.packages(), result.keys(), result.objects(), result.duration().toMillis()
          });
      return result;
    } catch (PublishingPausedException e) {
      return run.result(RunOutcome.PAUSED, e.getMessage(), since(began));
    } catch (IOException | RuntimeException e) {
      return run.result(RunOutcome.FAILED, job.failed(e), since(began));
    }
  }

  private ObjectStore patientStore(Lease lease) {
    return new PatientObjectStore(
        store,
        () -> lease.requireHeldFor(LONGEST_WRITE),
        circuit,
        metrics,
        settings.store().retryBudget(),
        FIRST_RETRY_PAUSE);
  }

  /** Stops publishing on all instances, or lets it go on. */
  void setPaused(boolean paused) {
    PublishingState.setPaused(transactions, paused);
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
