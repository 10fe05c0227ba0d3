package io.warnserver.federation.upload;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.database.Transactions;
import io.warnserver.federation.gateway.Gateway;
import io.warnserver.federation.overview.UploadBatch;
import io.warnserver.federation.signature.BatchSigningKey;
import io.warnserver.leases.Lease;
import io.warnserver.leases.LeasedJob;
import io.warnserver.leases.RunOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs uploads, one run at a time over all instances, and says how it went. */
public final class Uploads {

  private static final Logger LOG = Logger.getLogger(Uploads.class.getName());

  private static final Duration SHORTEST_LEASE = Duration.ofMinutes(5);
  private static final Duration BESIDE_A_REQUEST = Duration.ofMinutes(1);

  private final Transactions transactions;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Supplier<Optional<Means>> means;
  private final LeasedJob<UploadResult> job;

  /** What a run needs. */
  public record Means(UploadPolicy policy, Gateway gateway, BatchSigningKey signingKey) {}

  /**
   * @param transactions of the federation's role
   * @param scheduler renews the lease
   * @param metrics to count runs and keys in
   * @param longestRequest to the gateway
   * @param means asked for by each run, under the lease; empty: no gateway is set
   */
  public Uploads(
      Transactions transactions,
      Clock clock,
      ScheduledExecutorService scheduler,
      MeterRegistry metrics,
      Duration longestRequest,
      Supplier<Optional<Means>> means) {
    this.transactions = transactions;
    this.clock = clock;
    this.metrics = metrics;
    this.means = means;
    // All from the beginning: an alarm on a rate needs the zero before.
    for (RunOutcome outcome : RunOutcome.values()) {
      runs(outcome);
    }
    job =
        new LeasedJob<>(
            "upload",
            new Lease("federation-upload", lease(longestRequest)),
            transactions,
            scheduler);
  }

  /**
   * Longer than the gateway's longest answer: whoever takes over from a dead instance does not send
   * while its last request may still be under way (protocol, audit: never two batches in parallel).
   * What is left of it when it is due to be renewed, three quarters, must be longer, too.
   */
  static Duration lease(Duration longestRequest) {
    Duration needed = longestRequest.plus(BESIDE_A_REQUEST).multipliedBy(4).dividedBy(3);
    return needed.compareTo(SHORTEST_LEASE) > 0 ? needed : SHORTEST_LEASE;
  }

  private Counter runs(RunOutcome outcome) {
    return Counter.builder("warn.federation.uploads")
        .description("Uploads to the federation gateway, by outcome")
        .tag("outcome", outcome.word())
        .register(metrics);
  }

  /** One run. */
  public UploadResult run() {
    UploadResult.Tally tally = new UploadResult.Tally();
    UploadResult result =
        job.run(
            tally::result,
            (lease, leased) ->
                means
                    .get()
                    .map(with -> runUnder(lease, leased, with, tally))
                    .orElseGet(() -> tally.result(RunOutcome.OFF, "no gateway is set")));
    if (result.outcome() != RunOutcome.BUSY) {
      LOG.log(
          result.outcome() == RunOutcome.COMPLETED ? Level.INFO : Level.WARNING,
          "Upload to the federation gateway: {0}",
          result);
      runs(result.outcome()).increment();
      count("uploaded", result.keys());
      count("known", result.known());
      count("set_aside", result.setAside());
      count("too_old", result.tooOld());
      count("given_up", result.givenUp());
    }
    return result;
  }

  private void count(String what, int keys) {
    metrics.counter("warn.federation.keys.outgoing", "result", what).increment(keys);
  }

  private UploadResult runUnder(
      Lease lease, Transactions leased, Means with, UploadResult.Tally tally) {
    if (with.signingKey().certificate().getNotAfter().toInstant().isBefore(clock.instant())) {
      return tally.result(RunOutcome.FAILED, "the batch-signing certificate has expired");
    }
    String failure = new UploadRun(with, lease, leased, tally, clock).run();
    return tally.result(failure.isEmpty() ? RunOutcome.COMPLETED : RunOutcome.FAILED, failure);
  }

  /** The latest batches for the gateway, of all instances, the newest first. */
  public List<UploadBatch> latest() {
    return new UploadBatches(transactions).latest();
  }

  /** How the last run of this instance went; empty before the first. */
  public Optional<UploadResult> last() {
    return job.last();
  }
}
