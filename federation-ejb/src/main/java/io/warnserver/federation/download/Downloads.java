package io.warnserver.federation.download;

import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.database.Transactions;
import io.warnserver.federation.audit.BatchAudit;
import io.warnserver.federation.audit.TrustAnchors;
import io.warnserver.federation.gateway.Gateway;
import io.warnserver.federation.overview.DownloadedBatch;
import io.warnserver.leases.Lease;
import io.warnserver.leases.LeasedJob;
import io.warnserver.leases.RunOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs downloads, one run at a time over all instances, and says how it went. */
public final class Downloads {

  private static final Logger LOG = Logger.getLogger(Downloads.class.getName());
  private static final Duration LEASE = Duration.ofSeconds(45);

  private final Transactions transactions;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final LeasedJob<DownloadResult> job;

  /**
   * What a run needs.
   *
   * @param anchors of trust in other countries' certificates
   */
  public record Means(DownloadPolicy policy, Gateway gateway, TrustAnchors anchors) {}

  /**
   * @param transactions of the federation's role
   * @param scheduler renews the lease
   * @param metrics to count runs and keys in
   */
  public Downloads(
      Transactions transactions,
      Clock clock,
      ScheduledExecutorService scheduler,
      MeterRegistry metrics) {
    this.transactions = transactions;
    this.clock = clock;
    this.metrics = metrics;
    job =
        new LeasedJob<>(
            "download", new Lease("federation-download", LEASE), transactions, scheduler);
  }

  /**
   * One run.
   *
   * @param means asked for under the lease; empty: no gateway is set
   */
  public DownloadResult run(Supplier<Optional<Means>> means) {
    DownloadResult result =
        job.run(
            DownloadResult::without,
            (lease, leased) ->
                means
                    .get()
                    .map(with -> runUnder(leased, with))
                    .orElseGet(() -> DownloadResult.without(RunOutcome.OFF, "no gateway is set")));
    if (result.outcome() != RunOutcome.BUSY) {
      metrics.counter("warn.federation.downloads", "outcome", result.outcome().word()).increment();
    }
    return result;
  }

  private DownloadResult runUnder(Transactions leased, Means with) {
    Instant now = clock.instant();
    DownloadBatches batches = new DownloadBatches(leased);
    DownloadPolicy policy = with.policy();
    BatchAudit audit = new BatchAudit(with.anchors(), policy.countries().own().code());
    BatchIntake intake = new BatchIntake(policy, with.gateway(), audit, batches, metrics, now);
    DownloadRun run = new DownloadRun(with.gateway(), policy, batches, intake, now);
    String thrown = "";
    try {
      new CallbackHints(leased).take();
      run.run();
    } catch (RuntimeException e) {
      thrown = job.failed(e);
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

  /** How the last run of this instance went; empty before the first. */
  public Optional<DownloadResult> last() {
    return job.last();
  }
}
