package io.warnserver.federation.upload;

import io.warnserver.database.Transactions;
import io.warnserver.federation.gateway.UploadAnswer;
import io.warnserver.federation.signature.SignedEntries;
import io.warnserver.leases.Lease;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.HexFormat;
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
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BYTES_OF_TAG = 12;

  /** What refuses two batches would refuse every other. */
  private static final int MAX_REFUSALS = 2;

  /** How often one batch is sent in a run: after answers that say at once what to do next. */
  private static final int MAX_SENDS = 5;

  private final Uploads.Means means;
  private final UploadPolicy policy;
  private final OutgoingKeys outgoing;
  private final UploadBatches batches;
  private final Lease lease;
  private final UploadResult.Tally tally;
  private final Clock clock;
  private final int firstTaken;
  private int refusals;
  private String failure = "";

  /**
   * @param leased transactions under the lease
   */
  UploadRun(
      Uploads.Means means,
      Lease lease,
      Transactions leased,
      UploadResult.Tally tally,
      Clock clock) {
    this.means = means;
    this.policy = means.policy();
    this.outgoing = new OutgoingKeys(leased);
    this.batches = new UploadBatches(leased);
    this.lease = lease;
    this.tally = tally;
    this.clock = clock;
    this.firstTaken = policy.firstTaken(clock.instant());
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

  /** Does it; says what failed, for operators, or nothing. */
  String run() {
    outgoing.takeUp();
    int revoked = outgoing.dropRevoked();
    if (revoked > 0) {
      LOG.log(Level.INFO, "{0} keys were revoked and are not uploaded", revoked);
    }
    tally.tooOld += outgoing.dropTooOld(firstTaken);
    Set<String> sent = new HashSet<>();
    Optional<String> tag = next(sent);
    while (tag.isPresent() && send(tag.get())) {
      sent.add(tag.get());
      tag = next(sent);
    }
    return failure;
  }

  /** Each once in a run; those that were refused last, so that they keep no other keys back. */
  private Optional<String> next(Set<String> sent) {
    return firstOf(batches.open(clock.instant()), sent)
        .or(
            () ->
                Optional.of(newTag())
                    .filter(made -> outgoing.compose(policy, made, clock.instant())))
        .or(() -> firstOf(batches.refused(clock.instant()), sent));
  }

  private static Optional<String> firstOf(List<String> waiting, Set<String> sent) {
    return waiting.stream().filter(tag -> !sent.contains(tag)).findFirst();
  }

  /**
   * One that no other country and no other batch has: 36 characters (federation gateway protocol,
   * upload: unique across all countries).
   */
  private String newTag() {
    byte[] bytes = new byte[RANDOM_BYTES_OF_TAG];
    RANDOM.nextBytes(bytes);
    String day =
        DateTimeFormatter.BASIC_ISO_DATE.format(
            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    return policy.own().code() + "-" + day + "-" + HexFormat.of().formatHex(bytes);
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
      dropTooOld(tag);
    }
    List<DiagnosisKey> keys = batches.keys(tag);
    if (keys.isEmpty() || (!mayBeStored && keys.size() < policy.minKeys())) {
      return dissolve(tag);
    }
    String signature = means.signingKey().sign(SignedEntries.of(keys));
    // They were young enough when the batch was recorded.
    long tooOld =
        keys.stream().filter(key -> key.getRollingStartIntervalNumber() < firstTaken).count();
    OutgoingBatch.Before before =
        batches.of(tag, batch -> batch.send(keys.size(), (int) tooOld, clock.instant()));
    lease.requireHeldFor(means.gateway().longestRequest());
    UploadAnswer answer = means.gateway().upload(tag, keys, signature);
    return carryOut(UploadDecision.of(answer, before, policy), tag, keys);
  }

  private void dropTooOld(String tag) {
    tally.tooOld += batches.dropTooOld(tag, firstTaken);
  }

  private Next carryOut(UploadDecision decision, String tag, List<DiagnosisKey> keys) {
    if (decision instanceof UploadDecision.Uploaded) {
      batches.uploaded(tag, keys.size(), clock.instant());
      tally.batches++;
      tally.keys += keys.size();
      return Next.OTHER_BATCH;
    } else if (decision instanceof UploadDecision.NewTag) {
      LOG.log(Level.WARNING, "The batch tag {0} is taken; its keys get another", tag);
      batches.divide(
          tag, keys.size(), List.of(newTag()), "the batch tag was taken", clock.instant());
      return Next.OTHER_BATCH;
    } else if (decision instanceof UploadDecision.SortOut sortOut) {
      return sortOut(tag, sortOut, keys);
    } else if (decision instanceof UploadDecision.Halve halve) {
      Next next = halve.refusal() ? refused(tag, halve.reason()) : Next.OTHER_BATCH;
      batches.divide(
          tag, keys.size(), List.of(newTag(), newTag()), halve.reason(), clock.instant());
      return next;
    } else if (decision instanceof UploadDecision.SendRest rest) {
      dropTooOld(tag);
      batches.change(
          tag, batch -> batch.sendAgain(rest.mayBeStored(), clock.instant(), rest.reason()));
      return Next.SAME_BATCH;
    } else if (decision instanceof UploadDecision.Dissolve) {
      dropTooOld(tag);
      return dissolve(tag);
    } else if (decision instanceof UploadDecision.TryLater later) {
      Next next = refused(tag, later.reason());
      Instant time = policy.retry().next(clock.instant(), later.pause());
      batches.change(tag, batch -> batch.refuse(later.mayBeStored(), time, later.reason()));
      return next;
    }
    UploadDecision.EndRun end = (UploadDecision.EndRun) decision;
    failure = end.reason();
    Instant time =
        end.pause() == 0 ? clock.instant() : policy.retry().next(clock.instant(), end.pause());
    batches.change(tag, batch -> batch.sendAgain(end.mayBeStored(), time, end.reason()));
    return Next.STOP;
  }

  private Next dissolve(String tag) {
    batches.dissolve(tag, "too few keys are left", clock.instant());
    return Next.OTHER_BATCH;
  }

  private Next sortOut(String tag, UploadDecision.SortOut sortOut, List<DiagnosisKey> keys) {
    List<DiagnosisKey> known = sortOut.known().stream().map(keys::get).toList();
    List<DiagnosisKey> failed = sortOut.failed().stream().map(keys::get).toList();
    int givenUp = batches.mixed(tag, known, failed, policy.retry(), clock.instant());
    if (givenUp > 0) {
      LOG.log(Level.WARNING, "{0} keys are given up: the gateway cannot store them", givenUp);
    }
    tally.givenUp += givenUp;
    tally.known += known.size();
    tally.setAside += failed.size();
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
