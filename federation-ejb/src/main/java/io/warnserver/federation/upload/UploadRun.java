package io.warnserver.federation.upload;

import io.warnserver.database.Transactions;
import io.warnserver.federation.gateway.Gateway;
import io.warnserver.federation.gateway.UploadAnswer;
import io.warnserver.federation.signature.BatchSigningKey;
import io.warnserver.federation.signature.SignedEntries;
import io.warnserver.leases.RunOutcome;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * One run: sends the batches that are recorded and not uploaded, makes new ones of the keys that
 * wait, and in the end tries again what the gateway has refused before. A batch is recorded with
 * its keys before it is sent, and sent again under the same tag until it is known to have arrived:
 * whatever the run is doing when it dies, the next one goes on and nothing is lost or sent twice.
 */
final class UploadRun {

  private static final Logger LOG = Logger.getLogger(UploadRun.class.getName());

  /** What refuses two batches would refuse every other. */
  private static final int MAX_REFUSALS = 2;

  /** How often one batch is sent in a run: after answers that say at once what to do next. */
  private static final int MAX_SENDS = 5;

  private final UploadPolicy policy;
  private final Gateway gateway;
  private final BatchSigningKey signingKey;
  private final BatchTags tags;
  private final OutgoingKeys outgoing;
  private final UploadBatches batches;
  private final Runnable leaseCheck;
  private final Instant now;
  private final int firstTaken;
  private int refusals;
  private int uploadedBatches;
  private int uploadedKeys;
  private int knownKeys;
  private int setAsideKeys;
  private int tooOldKeys;
  private int givenUpKeys;
  private String failure = "";

  /**
   * @param transactions under the lease of this run
   * @param leaseCheck throws unless the lease outlives a request that begins now
   */
  UploadRun(
      UploadPolicy policy,
      Gateway gateway,
      BatchSigningKey signingKey,
      BatchTags tags,
      Transactions transactions,
      Runnable leaseCheck,
      Instant now) {
    this.policy = policy;
    this.gateway = gateway;
    this.signingKey = signingKey;
    this.tags = tags;
    this.outgoing = new OutgoingKeys(transactions);
    this.batches = new UploadBatches(transactions);
    this.leaseCheck = leaseCheck;
    this.now = now;
    this.firstTaken = policy.firstTaken(now);
  }

  /** What happens after a batch was sent. */
  private enum Next {
    /** This batch is dealt with. */
    OTHER_BATCH,
    /** The same one, changed, can be sent at once. */
    SAME_BATCH,
    /** The gateway takes nothing now. */
    STOP
  }

  /** Does it. */
  void run() {
    outgoing.takeUp();
    int revoked = outgoing.dropRevoked();
    if (revoked > 0) {
      LOG.log(Level.INFO, "{0} keys were revoked and are not uploaded", revoked);
    }
    tooOldKeys += outgoing.dropTooOld(firstTaken);
    Set<String> sent = new HashSet<>();
    for (Optional<String> tag = next(sent); tag.isPresent(); tag = next(sent)) {
      sent.add(tag.get());
      if (!send(tag.get())) {
        return;
      }
    }
  }

  /** Each once in a run; those that were refused last, so that they keep no other keys back. */
  private Optional<String> next(Set<String> sent) {
    return firstOf(batches.open(now), sent)
        .or(this::compose)
        .or(() -> firstOf(batches.refused(now), sent));
  }

  private static Optional<String> firstOf(List<String> waiting, Set<String> sent) {
    return waiting.stream().filter(tag -> !sent.contains(tag)).findFirst();
  }

  private Optional<String> compose() {
    String made = tags.next(now);
    return outgoing.compose(policy, made, now) ? Optional.of(made) : Optional.empty();
  }

  /** What it has done so far. */
  UploadResult result(String thrown) {
    String reason = thrown.isEmpty() ? failure : thrown;
    return new UploadResult(
        reason.isEmpty() ? RunOutcome.COMPLETED : RunOutcome.FAILED,
        reason,
        uploadedBatches,
        uploadedKeys,
        knownKeys,
        setAsideKeys,
        tooOldKeys,
        givenUpKeys);
  }

  /** Sends a batch; says whether the run goes on. */
  private boolean send(String tag) {
    Next next = Next.SAME_BATCH;
    for (int i = 0; i < MAX_SENDS && next == Next.SAME_BATCH; i++) {
      next = sendOnce(tag);
    }
    return next != Next.STOP;
  }

  private Next sendOnce(String tag) {
    boolean mayBeStored = batches.of(tag, OutgoingBatch::mayBeStored);
    if (!mayBeStored) {
      tooOldKeys += batches.dropTooOld(tag, firstTaken);
    }
    List<DiagnosisKey> keys = batches.keys(tag);
    if (keys.isEmpty() || (!mayBeStored && keys.size() < policy.minKeys())) {
      return dissolve(tag);
    }
    String signature = signingKey.sign(SignedEntries.of(keys));
    int tooOld = tooOldOf(keys);
    OutgoingBatch.Before before = batches.of(tag, batch -> batch.send(keys.size(), tooOld, now));
    leaseCheck.run();
    UploadAnswer answer = gateway.upload(tag, keys, signature);
    return carryOut(UploadDecision.of(answer, before, policy), tag, keys);
  }

  /** Young enough when the batch was recorded. */
  private int tooOldOf(List<DiagnosisKey> keys) {
    return (int)
        keys.stream().filter(key -> key.getRollingStartIntervalNumber() < firstTaken).count();
  }

  private Next carryOut(UploadDecision decision, String tag, List<DiagnosisKey> keys) {
    if (decision instanceof UploadDecision.Uploaded) {
      return uploaded(tag, keys.size());
    } else if (decision instanceof UploadDecision.NewTag) {
      LOG.log(Level.WARNING, "The batch tag {0} is taken; its keys get another", tag);
      divide(tag, keys.size(), 1, "the batch tag was taken");
      return Next.OTHER_BATCH;
    } else if (decision instanceof UploadDecision.SortOut sortOut) {
      return sortOut(tag, sortOut, keys);
    } else if (decision instanceof UploadDecision.Halve halve) {
      Next next = halve.refusal() ? refused(tag, halve.reason()) : Next.OTHER_BATCH;
      divide(tag, keys.size(), 2, halve.reason());
      return next;
    } else if (decision instanceof UploadDecision.SendRest rest) {
      tooOldKeys += batches.dropTooOld(tag, firstTaken);
      batches.change(tag, batch -> batch.sendAgain(rest.mayBeStored(), now, rest.reason()));
      return Next.SAME_BATCH;
    } else if (decision instanceof UploadDecision.Dissolve) {
      tooOldKeys += batches.dropTooOld(tag, firstTaken);
      return dissolve(tag);
    } else if (decision instanceof UploadDecision.TryLater later) {
      Next next = refused(tag, later.reason());
      Instant time = pauseEnd(later.pause());
      batches.change(tag, batch -> batch.refuse(later.mayBeStored(), time, later.reason()));
      return next;
    }
    UploadDecision.EndRun end = (UploadDecision.EndRun) decision;
    failure = end.reason();
    Instant time = pauseEnd(end.pause());
    batches.change(tag, batch -> batch.sendAgain(end.mayBeStored(), time, end.reason()));
    return Next.STOP;
  }

  private Instant pauseEnd(int pause) {
    return pause == 0 ? now : policy.retry().next(now, pause);
  }

  private Next dissolve(String tag) {
    batches.dissolve(tag, "too few keys are left", now);
    return Next.OTHER_BATCH;
  }

  private Next uploaded(String tag, int keys) {
    batches.uploaded(tag, keys, now);
    uploadedBatches++;
    uploadedKeys += keys;
    return Next.OTHER_BATCH;
  }

  private void divide(String tag, int keys, int into, String reason) {
    List<String> made = Stream.generate(() -> tags.next(now)).limit(into).toList();
    batches.divide(tag, keys, made, reason, now);
  }

  private Next sortOut(String tag, UploadDecision.SortOut sortOut, List<DiagnosisKey> keys) {
    List<DiagnosisKey> known = sortOut.known().stream().map(keys::get).toList();
    List<DiagnosisKey> failed = sortOut.failed().stream().map(keys::get).toList();
    int givenUp = batches.mixed(tag, known, failed, policy.retry(), now);
    if (givenUp > 0) {
      LOG.log(Level.WARNING, "{0} keys are given up: the gateway cannot store them", givenUp);
    }
    givenUpKeys += givenUp;
    knownKeys += known.size();
    setAsideKeys += failed.size();
    return Next.SAME_BATCH;
  }

  /** Says whether the gateway dislikes more than this batch. */
  private Next refused(String tag, String reason) {
    failure = "the gateway refused a batch: " + reason;
    LOG.log(Level.SEVERE, "The gateway refused the batch {0}: {1}", new Object[] {tag, reason});
    refusals++;
    return refusals < MAX_REFUSALS ? Next.OTHER_BATCH : Next.STOP;
  }
}
