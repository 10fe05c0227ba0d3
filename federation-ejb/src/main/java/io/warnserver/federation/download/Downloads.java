package io.warnserver.federation.download;

import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.federation.audit.BatchAudit;
import io.warnserver.federation.audit.TrustAnchors;
import io.warnserver.federation.gateway.Gateway;
import io.warnserver.keys.store.StorageException;
import io.warnserver.keys.store.Transactions;
import io.warnserver.leases.Lease;
import io.warnserver.leases.LeaseKeeper;
import io.warnserver.leases.LeaseLostException;
import io.warnserver.leases.LeasedTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs downloads, one run at a time over all instances, and says how it went. */
public final class Downloads {

  private static final Logger LOG = Logger.getLogger(Downloads.class.getName());
  private static final Duration LEASE = Duration.ofSeconds(45);

  private final Transactions transactions;
  private final Clock clock;
  private final String instance;
  private final ScheduledExecutorService scheduler;
  private final MeterRegistry metrics;
  private final Lease lease = new Lease("federation-download", LEASE);

  /**
   * @param transactions of the federation's role
   * @param instance the name of this instance, for the lease
   * @param scheduler renews the lease
   * @param metrics to count keys in
   */
  public Downloads(
      Transactions transactions,
      Clock clock,
      String instance,
      ScheduledExecutorService scheduler,
      MeterRegistry metrics) {
    this.transactions = transactions;
    this.clock = clock;
    this.instance = instance;
    this.scheduler = scheduler;
    this.metrics = metrics;
  }

  /** One run. Never throws for what database, gateway or another instance does. */
  public DownloadResult run(DownloadPolicy policy, Gateway gateway, TrustAnchors anchors) {
    try {
      OptionalLong fencingNumber = lease.acquire(transactions, instance);
      return fencingNumber.isPresent()
          ? runUnderKept(fencingNumber.getAsLong(), policy, gateway, anchors)
          : DownloadResult.without(DownloadResult.Outcome.BUSY, "another run is under way");
    } catch (StorageException e) {
      return failed(e);
    }
  }

  private DownloadResult runUnderKept(
      long fencingNumber, DownloadPolicy policy, Gateway gateway, TrustAnchors anchors) {
    LeaseKeeper keeper =
        new LeaseKeeper(scheduler, transactions, lease, fencingNumber, LEASE.dividedBy(3));
    try {
      return runUnder(fencingNumber, policy, gateway, anchors);
    } finally {
      keeper.close();
      release(fencingNumber);
    }
  }

  private DownloadResult runUnder(
      long fencingNumber, DownloadPolicy policy, Gateway gateway, TrustAnchors anchors) {
    Instant now = clock.instant();
    Transactions leased = new LeasedTransactions(transactions, lease, fencingNumber);
    DownloadBatches batches = new DownloadBatches(leased);
    BatchIntake intake =
        new BatchIntake(
            policy,
            gateway,
            new BatchAudit(anchors, policy.countries().own().code()),
            batches,
            metrics,
            now);
    DownloadRun run = new DownloadRun(gateway, policy, batches, intake, now);
    String thrown = "";
    try {
      new CallbackHints(leased).take();
      run.run();
    } catch (StorageException | LeaseLostException e) {
      thrown = failed(e).reason();
    }
    DownloadResult result = run.result(thrown);
    LOG.log(
        result.outcome() == DownloadResult.Outcome.COMPLETED ? Level.INFO : Level.WARNING,
        "Download from the federation gateway: {0} batches, {1} new keys, {2} refused,"
            + " {3} batches failed{4}",
        new Object[] {
          result.batches(),
          result.keys(),
          result.refused(),
          result.failedBatches(),
          result.reason().isEmpty() ? "" : "; " + result.reason()
        });
    return result;
  }

  private void release(long fencingNumber) {
    try {
      lease.release(transactions, fencingNumber);
    } catch (StorageException e) {
      LOG.log(Level.WARNING, "The lease could not be given back; it runs out by itself", e);
    }
  }

  private static DownloadResult failed(Exception e) {
    LOG.log(Level.SEVERE, "The download failed; the next run goes on from here", e);
    Throwable cause = e.getCause();
    // Not what the cause says: a database's words can repeat what is in a row.
    return DownloadResult.without(
        DownloadResult.Outcome.FAILED,
        e.getMessage() + (cause == null ? "" : " (" + cause.getClass().getName() + ")"));
  }
}
