package io.warnserver.federation.download;

import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.database.StorageException;
import io.warnserver.database.Transactions;
import io.warnserver.federation.audit.BatchAudit;
import io.warnserver.federation.audit.TrustAnchors;
import io.warnserver.federation.gateway.Gateway;
import io.warnserver.federation.overview.DownloadedBatch;
import io.warnserver.federation.runs.RunOutcome;
import io.warnserver.leases.Lease;
import io.warnserver.leases.LeaseLostException;
import io.warnserver.leases.LeasedWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs downloads, one run at a time over all instances, and says how it went. */
public final class Downloads {

  private static final Logger LOG = Logger.getLogger(Downloads.class.getName());
  private static final Duration LEASE = Duration.ofSeconds(45);

  private final Transactions transactions;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final LeasedWork work;

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
    work =
        new LeasedWork(new Lease("federation-download", LEASE), transactions, instance, scheduler);
    this.metrics = metrics;
  }

  /** One run. Never throws for what database, gateway or another instance does. */
  public DownloadResult run(DownloadPolicy policy, Gateway gateway, TrustAnchors anchors) {
    try {
      return work.alone(leased -> runUnder(leased, policy, gateway, anchors))
          .orElseGet(() -> DownloadResult.without(RunOutcome.BUSY, "another run is under way"));
    } catch (StorageException e) {
      return failed(e);
    }
  }

  private DownloadResult runUnder(
      Transactions leased, DownloadPolicy policy, Gateway gateway, TrustAnchors anchors) {
    Instant now = clock.instant();
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
        result.outcome() == RunOutcome.COMPLETED ? Level.INFO : Level.WARNING,
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

  /** The latest batches from the gateway, of all instances, the newest first. */
  public List<DownloadedBatch> latest() {
    return new DownloadBatches(transactions).latest();
  }

  private static DownloadResult failed(Exception e) {
    LOG.log(Level.SEVERE, "The download failed; the next run goes on from here", e);
    return DownloadResult.without(RunOutcome.FAILED, LeasedWork.reasonOf(e));
  }
}
