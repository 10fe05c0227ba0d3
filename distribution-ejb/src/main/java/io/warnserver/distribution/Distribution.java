package io.warnserver.distribution;

import io.warnserver.distribution.store.ObjectStore;
import io.warnserver.distribution.store.ObjectStoreException;
import io.warnserver.keys.store.StorageException;
import io.warnserver.keys.store.Transactions;
import io.warnserver.leases.Lease;
import io.warnserver.leases.LeaseLostException;
import io.warnserver.signing.SigningKeys;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs the distribution, one run at a time over all instances, and says how it went. */
final class Distribution {

  private static final Logger LOG = Logger.getLogger(Distribution.class.getName());

  /** How long a dead instance keeps others from going on. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final DistributionSettings settings;
  private final SigningKeys signingKeys;
  private final ObjectStore store;
  private final Transactions transactions;
  private final Clock clock;
  private final String instance;
  private final Lease lease = new Lease("distribution", LEASE);

  /**
   * @param instance the name of this instance, for the lease
   */
  Distribution(
      DistributionSettings settings,
      SigningKeys signingKeys,
      ObjectStore store,
      Transactions transactions,
      Clock clock,
      String instance) {
    this.settings = settings;
    this.signingKeys = signingKeys;
    this.store = store;
    this.transactions = transactions;
    this.clock = clock;
    this.instance = instance;
  }

  /** One run. Never throws for what database, object store or another instance does. */
  RunResult run() {
    long began = System.nanoTime();
    OptionalLong fencingNumber;
    try {
      fencingNumber = lease.acquire(transactions, instance);
    } catch (StorageException e) {
      return failed(e, new DistributionRun.Progress(0, 0, 0, List.of()), began);
    }
    if (fencingNumber.isEmpty()) {
      return RunResult.without(RunResult.Outcome.BUSY, "another run is under way", since(began));
    }
    DistributionRun run =
        new DistributionRun(
            settings,
            signingKeys,
            store,
            new LeasedTransactions(transactions, lease, fencingNumber.getAsLong()),
            clock.instant());
    try {
      run.run();
      RunResult result = result(RunResult.Outcome.COMPLETED, "", run.progress(), began);
      LOG.log(
          Level.INFO,
          "Distribution: {0} packages with {1} keys, {2} objects in {3} ms",
          new Object[] {
            result.packages(), result.keys(), result.objects(), result.duration().toMillis()
          });
      return result;
    } catch (IOException | StorageException | ObjectStoreException | LeaseLostException e) {
      return failed(e, run.progress(), began);
    } catch (RuntimeException e) {
      // A defect. The caller is a timer or an operator: both must learn that this run has failed.
      return failed(e, run.progress(), began);
    } finally {
      release(fencingNumber.getAsLong());
    }
  }

  private void release(long fencingNumber) {
    try {
      lease.release(transactions, fencingNumber);
    } catch (StorageException e) {
      LOG.log(Level.WARNING, "The lease could not be given back; it runs out by itself", e);
    }
  }

  private static RunResult failed(Exception e, DistributionRun.Progress progress, long began) {
    LOG.log(Level.SEVERE, "The distribution run failed; the next one goes on from here", e);
    Throwable cause = e.getCause();
    // Not what the cause says: a database's words can repeat what is in a row.
    String reason = e.getMessage() + (cause == null ? "" : " (" + cause.getClass().getName() + ")");
    return result(RunResult.Outcome.FAILED, reason, progress, began);
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
