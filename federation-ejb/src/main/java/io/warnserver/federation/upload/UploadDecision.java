package io.warnserver.federation.upload;

import io.warnserver.federation.gateway.UploadAnswer;
import io.warnserver.federation.upload.OutgoingBatch.Before;
import java.util.List;

/**
 * What is done about a batch once the gateway has answered, or not. Pure; the table in {@code
 * docs/federation.md} lists every case. Where an earlier attempt may have arrived, that stays so
 * until the gateway says otherwise.
 */
sealed interface UploadDecision {

  /** The gateway has the whole batch. */
  record Uploaded() implements UploadDecision {}

  /** Somebody else has used the tag: the keys go to a batch with another one. */
  record NewTag() implements UploadDecision {}

  /**
   * Nothing is stored: these keys leave the batch, the rest is sent at once.
   *
   * @param known indices of keys that the gateway has
   * @param failed indices of keys that it could not store
   */
  record SortOut(List<Integer> known, List<Integer> failed) implements UploadDecision {}

  /**
   * The keys go to two batches.
   *
   * @param refusal whether the gateway disliked the batch, not only its size
   */
  record Halve(boolean refusal, String reason) implements UploadDecision {}

  /** The keys that have become too old leave the batch, the rest is sent at once. */
  record SendRest(boolean mayBeStored, String reason) implements UploadDecision {}

  /** The keys that have become too old leave the batch, the rest waits for another one. */
  record Dissolve() implements UploadDecision {}

  /**
   * The batch is refused, and sent again later.
   *
   * @param pause before that: the first, the second ...
   */
  record TryLater(boolean mayBeStored, int pause, String reason) implements UploadDecision {}

  /**
   * The gateway takes nothing now, or nobody knows what it has taken.
   *
   * @param pause before the batch is sent again: the first, the second ...; 0: the next run begins
   *     with it
   */
  record EndRun(boolean mayBeStored, int pause, String reason) implements UploadDecision {}

  /**
   * Decides.
   *
   * @param before what was known of the batch when it was sent
   */
  static UploadDecision of(UploadAnswer answer, Before before, UploadPolicy policy) {
    if (answer instanceof UploadAnswer.Stored) {
      return new Uploaded();
    } else if (answer instanceof UploadAnswer.TagUsed) {
      return before.mayBeStored() ? new Uploaded() : new NewTag();
    } else if (answer instanceof UploadAnswer.Mixed mixed) {
      return new SortOut(mixed.known(), mixed.failed());
    } else if (answer instanceof UploadAnswer.TooLarge) {
      return policy.canBeHalved(before.keys())
          ? new Halve(false, "status 413")
          : refused("status 413", before, policy);
    } else if (answer instanceof UploadAnswer.Refused refused) {
      return refused(refused.reason(), before, policy);
    } else if (answer instanceof UploadAnswer.NotTaken notTaken) {
      return endRun(notTaken.reason(), before.mayBeStored(), before, policy);
    }
    return endRun(((UploadAnswer.Unknown) answer).reason(), true, before, policy);
  }

  /** In the end in halves: a key that is disliked for its own sake then keeps few others back. */
  private static UploadDecision refused(String reason, Before before, UploadPolicy policy) {
    if (before.tooOld() > 0) {
      return before.keys() - before.tooOld() < policy.minKeys()
          ? new Dissolve()
          : new SendRest(before.mayBeStored(), reason);
    }
    int refusals = before.refusals() + 1;
    return refusals >= policy.retry().maxAttempts() && policy.canBeHalved(before.keys())
        ? new Halve(true, reason)
        : new TryLater(before.mayBeStored(), refusals, reason);
  }

  /** After many failures the batch makes room for others. */
  private static UploadDecision endRun(
      String reason, boolean mayBeStored, Before before, UploadPolicy policy) {
    int failures = before.failures() + 1;
    return new EndRun(
        mayBeStored, Math.max(failures - policy.retry().maxAttempts() + 1, 0), reason);
  }
}
