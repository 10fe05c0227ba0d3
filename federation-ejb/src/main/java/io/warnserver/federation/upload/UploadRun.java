package io.warnserver.federation.upload;

import io.warnserver.database.Transactions;
import io.warnserver.federation.gateway.Gateway;
import io.warnserver.federation.gateway.UploadAnswer;
import io.warnserver.federation.runs.RunOutcome;
import io.warnserver.federation.signature.BatchSigningKey;
import io.warnserver.federation.signature.SignedEntries;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.DiagnosisKeyBatch;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

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
    tooOldKeys += outgoing.dropTooOld(policy.firstTaken(now));
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
    boolean mayBeStored = batches.mayBeStored(tag);
    if (!mayBeStored) {
      tooOldKeys += batches.dropTooOld(tag, policy.firstTaken(now));
    }
    List<DiagnosisKey> keys = batches.keys(tag);
    if (keys.isEmpty() || (!mayBeStored && keys.size() < policy.minKeys())) {
      return dissolve(tag);
    }
    String signature = signingKey.sign(SignedEntries.of(keys));
    byte[] body = DiagnosisKeyBatch.newBuilder().addAllKeys(keys).build().toByteArray();
    OutgoingBatch.Before before = batches.sending(tag, now);
    leaseCheck.run();
    return dealWith(gateway.upload(tag, body, signature), tag, before, keys);
  }

  private Next dealWith(
      UploadAnswer answer, String tag, OutgoingBatch.Before before, List<DiagnosisKey> keys) {
    if (answer instanceof UploadAnswer.Stored) {
      return uploaded(tag, keys.size());
    } else if (answer instanceof UploadAnswer.TagUsed) {
      return tagUsed(tag, before, keys.size());
    } else if (answer instanceof UploadAnswer.Mixed mixed) {
      return mixed(tag, mixed, keys);
    } else if (answer instanceof UploadAnswer.TooLarge) {
      return tooLarge(tag, before, keys.size());
    } else if (answer instanceof UploadAnswer.Refused refused) {
      return refused(tag, before, keys.size(), refused.reason());
    } else if (answer instanceof UploadAnswer.NotTaken notTaken) {
      return stop(tag, before.mayBeStored(), before.failures(), notTaken.reason());
    }
    return stop(tag, true, before.failures(), ((UploadAnswer.Unknown) answer).reason());
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

  /** An attempt whose outcome nobody knew has arrived; or, hardly ever, somebody has the tag. */
  private Next tagUsed(String tag, OutgoingBatch.Before before, int keys) {
    if (before.mayBeStored()) {
      return uploaded(tag, keys);
    }
    LOG.log(Level.WARNING, "The batch tag {0} is taken; its keys get another", tag);
    batches.divide(tag, List.of(tags.next(now)), "the batch tag was taken", now);
    return Next.OTHER_BATCH;
  }

  /** Nothing is stored; the keys that would have been are signed anew and sent again. */
  private Next mixed(String tag, UploadAnswer.Mixed mixed, List<DiagnosisKey> keys) {
    int givenUp =
        batches.mixed(tag, dataOf(mixed.known(), keys), dataOf(mixed.failed(), keys), policy, now);
    if (givenUp > 0) {
      LOG.log(Level.WARNING, "{0} keys are given up: the gateway cannot store them", givenUp);
    }
    givenUpKeys += givenUp;
    knownKeys += mixed.known().size();
    setAsideKeys += mixed.failed().size();
    return Next.SAME_BATCH;
  }

  private static List<byte[]> dataOf(List<Integer> indices, List<DiagnosisKey> keys) {
    return indices.stream().map(index -> keys.get(index).getKeyData().toByteArray()).toList();
  }

  private Next tooLarge(String tag, OutgoingBatch.Before before, int keys) {
    if (keys < 2 * policy.minKeys()) {
      return refused(tag, before, keys, "status 413");
    }
    batches.divide(tag, List.of(tags.next(now), tags.next(now)), "status 413", now);
    return Next.OTHER_BATCH;
  }

  /**
   * Keys that were young enough when the batch was recorded may be too old by now. Otherwise the
   * batch is tried again later, in the end in halves: a key that the gateway does not like for
   * reasons of its own then keeps few others back.
   */
  private Next refused(String tag, OutgoingBatch.Before before, int keys, String reason) {
    int tooOld = batches.dropTooOld(tag, policy.firstTaken(now));
    tooOldKeys += tooOld;
    if (tooOld > 0) {
      return withoutTooOld(tag, before, keys - tooOld, reason);
    }
    failure = "the gateway refused a batch: " + reason;
    LOG.log(Level.SEVERE, "The gateway refused the batch {0}: {1}", new Object[] {tag, reason});
    int refused = before.refusals() + 1;
    if (refused >= policy.retry().maxAttempts() && keys >= 2 * policy.minKeys()) {
      batches.divide(tag, List.of(tags.next(now), tags.next(now)), reason, now);
    } else {
      batches.refused(tag, before.mayBeStored(), policy.retry().next(now, refused), reason);
    }
    refusals++;
    return refusals < MAX_REFUSALS ? Next.OTHER_BATCH : Next.STOP;
  }

  /** Too few dissolve also where the gateway may have them: it says so of each key. */
  private Next withoutTooOld(String tag, OutgoingBatch.Before before, int left, String reason) {
    if (left < policy.minKeys()) {
      return dissolve(tag);
    }
    batches.notStored(tag, before.mayBeStored(), now, reason);
    return Next.SAME_BATCH;
  }

  /** The next run tries it again; after many failures it makes room for other batches. */
  private Next stop(String tag, boolean mayBeStored, int failures, String reason) {
    failure = reason;
    int beyond = failures - policy.retry().maxAttempts();
    Instant next = beyond < 0 ? now : policy.retry().next(now, beyond + 1);
    batches.notStored(tag, mayBeStored, next, reason);
    return Next.STOP;
  }
}
