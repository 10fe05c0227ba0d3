package io.warnserver.federation.upload;

import io.warnserver.database.StorageException;
import io.warnserver.database.Transactions;
import io.warnserver.federation.gateway.Gateway;
import io.warnserver.federation.overview.UploadBatch;
import io.warnserver.federation.runs.RunOutcome;
import io.warnserver.federation.signature.BatchSigningKey;
import io.warnserver.federation.signature.SignatureRefusedException;
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

/** Runs uploads, one run at a time over all instances, and says how it went. */
public final class Uploads {

  private static final Logger LOG = Logger.getLogger(Uploads.class.getName());

  /**
   * Longer than the gateway's longest answer: whoever takes over from a dead instance does not send
   * while its last request may still be under way (protocol, audit: never two batches in parallel).
   * The rest of it must do so, too, when it is due to be renewed.
   */
  static final Duration LEASE = Duration.ofMinutes(5);

  private final Transactions transactions;
  private final Clock clock;
  private final Lease lease;
  private final LeasedWork work;

  /**
   * @param transactions of the federation's role
   * @param instance the name of this instance, for the lease
   * @param scheduler renews the lease
   */
  public Uploads(
      Transactions transactions, Clock clock, String instance, ScheduledExecutorService scheduler) {
    this.transactions = transactions;
    this.clock = clock;
    lease = new Lease("federation-upload", LEASE);
    work = new LeasedWork(lease, transactions, instance, scheduler);
  }

  /** One run. Never throws for what database, gateway or another instance does. */
  public UploadResult run(
      UploadPolicy policy, Gateway gateway, BatchSigningKey signingKey, BatchTags tags) {
    try {
      return work.alone(leased -> runUnder(leased, policy, gateway, signingKey, tags))
          .orElseGet(() -> UploadResult.without(RunOutcome.BUSY, "another run is under way"));
    } catch (StorageException e) {
      return failed(e);
    }
  }

  private UploadResult runUnder(
      Transactions leased,
      UploadPolicy policy,
      Gateway gateway,
      BatchSigningKey signingKey,
      BatchTags tags) {
    Instant now = clock.instant();
    if (signingKey.certificate().getNotAfter().toInstant().isBefore(now)) {
      return UploadResult.without(RunOutcome.FAILED, "the batch-signing certificate has expired");
    }
    Runnable leaseCheck = () -> lease.requireHeldFor(gateway.longestRequest());
    UploadRun run = new UploadRun(policy, gateway, signingKey, tags, leased, leaseCheck, now);
    String thrown = "";
    try {
      run.run();
    } catch (StorageException | LeaseLostException | SignatureRefusedException e) {
      thrown = failed(e).reason();
    }
    UploadResult result = run.result(thrown);
    LOG.log(
        result.outcome() == RunOutcome.COMPLETED ? Level.INFO : Level.WARNING,
        "Upload to the federation gateway: {0} batches, {1} keys, {2} known, {3} set aside,"
            + " {4} too old, {5} given up{6}",
        new Object[] {
          result.batches(),
          result.keys(),
          result.known(),
          result.setAside(),
          result.tooOld(),
          result.givenUp(),
          result.reason().isEmpty() ? "" : "; " + result.reason()
        });
    return result;
  }

  /** The latest batches for the gateway, of all instances, the newest first. */
  public List<UploadBatch> latest() {
    return new UploadBatches(transactions).latest();
  }

  private static UploadResult failed(Exception e) {
    LOG.log(Level.SEVERE, "The upload failed; the next run goes on from here", e);
    return UploadResult.without(RunOutcome.FAILED, LeasedWork.reasonOf(e));
  }
}
