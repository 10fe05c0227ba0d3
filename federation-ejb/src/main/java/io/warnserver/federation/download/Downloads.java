package io.warnserver.federation.download;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.database.StorageException;
import io.warnserver.database.Transactions;
import io.warnserver.federation.audit.TrustAnchors;
import io.warnserver.federation.gateway.DownloadTag;
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

  private final DownloadBatches batches;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Supplier<Optional<Means>> means;
  private final Counter endedBadly;
  private final LeasedJob<DownloadResult> job;
  private final Instant began;
  private volatile Optional<Instant> lastBatch = Optional.empty();

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
   * @param means asked for by each run, under the lease; empty: no gateway is set
   */
  public Downloads(
      Transactions transactions,
      Clock clock,
      ScheduledExecutorService scheduler,
      MeterRegistry metrics,
      Supplier<Optional<Means>> means) {
    this.batches = new DownloadBatches(transactions);
    this.clock = clock;
    this.metrics = metrics;
    this.means = means;
    // All from the beginning: an alarm on a rate needs the zero before.
    for (RunOutcome outcome : RunOutcome.values()) {
      runs(outcome);
    }
    endedBadly =
        Counter.builder("warn.federation.batches.bad")
            .description("Batches of other countries' keys that ended with errors or were given up")
            .register(metrics);
    began = clock.instant();
    Gauge.builder("warn.federation.last.batch.age", this, Downloads::secondsSinceLastBatch)
        .baseUnit("seconds")
        .description("Since the gateway had a new batch for any instance, or since the start")
        .register(metrics);
    job =
        new LeasedJob<>(
            "download", new Lease("federation-download", LEASE), transactions, scheduler);
  }

  /** One run. */
  public DownloadResult run() {
    DownloadResult.Tally tally = new DownloadResult.Tally();
    DownloadResult result =
        job.run(
            tally::result,
            (lease, leased) ->
                means
                    .get()
                    .map(with -> runUnder(leased, with, tally))
                    .orElseGet(() -> tally.result(RunOutcome.OFF, "no gateway is set")));
    if (result.outcome() != RunOutcome.BUSY) {
      LOG.log(
          result.outcome() == RunOutcome.COMPLETED ? Level.INFO : Level.WARNING,
          "Download from the federation gateway: {0}",
          result);
      runs(result.outcome()).increment();
      endedBadly.increment(tally.endedBadly);
    }
    if (result.outcome() != RunOutcome.OFF) {
      lookAtLastBatch();
    }
    return result;
  }

  /** After each run, of another instance, too. */
  private void lookAtLastBatch() {
    try {
      lastBatch = Optional.of(batches.lastReceived().orElse(began));
    } catch (StorageException e) {
      LOG.log(Level.WARNING, "It is not known when the last batch came: {0}", e.getMessage());
    }
  }

  /** Not a number before the first run, and without a gateway. */
  private double secondsSinceLastBatch() {
    return lastBatch
        .map(time -> (double) Duration.between(time, clock.instant()).toSeconds())
        .orElse(Double.NaN);
  }

  private DownloadResult runUnder(Transactions leased, Means with, DownloadResult.Tally tally) {
    DownloadBatches ofRun = new DownloadBatches(leased);
    ofRun.takeHints();
    String failure = new DownloadRun(with, ofRun, metrics, tally, clock).run();
    return tally.result(failure.isEmpty() ? RunOutcome.COMPLETED : RunOutcome.FAILED, failure);
  }

  private Counter runs(RunOutcome outcome) {
    return Counter.builder("warn.federation.downloads")
        .description("Downloads from the federation gateway, by outcome")
        .tag("outcome", outcome.word())
        .register(metrics);
  }

  /** The gateway has called about a batch: that is recorded, and nothing else. */
  public void hint(DownloadTag tag) {
    batches.hint(tag, clock.instant());
  }

  /**
   * Has a batch that has ended, with errors or without, fetched again by the next run, as long as
   * the gateway has it.
   *
   * @param operator who decided it
   * @param why in the operator's words; both are shown with the batch
   * @return whether it had ended: otherwise it is tried again anyway; empty if there is no such
   *     batch
   */
  public Optional<Boolean> putBack(DownloadTag tag, String operator, String why) {
    return batches.putBack(tag, operator, why, clock.instant());
  }

  /** Whether the gateway has called since the last run began. */
  public boolean isHinted() {
    return batches.isHinted();
  }

  /** The latest batches from the gateway, of all instances, the newest first. */
  public List<DownloadedBatch> latest() {
    return batches.latest();
  }

  /** How the last run of this instance went; empty before the first. */
  public Optional<DownloadResult> last() {
    return job.last();
  }
}
