package io.warnserver.federation.upload;

import io.warnserver.leases.LeasedJob;
import io.warnserver.leases.RunOutcome;

/**
 * How a run of uploads went.
 *
 * @param outcome in a word
 * @param reason why it failed, for operators; empty otherwise
 * @param batches that the gateway has now
 * @param keys uploaded by this run
 * @param known keys that the gateway had already
 * @param setAside keys that the gateway could not store
 * @param tooOld keys that the gateway would have refused
 * @param givenUp keys, of those set aside, that are not tried again
 */
public record UploadResult(
    RunOutcome outcome,
    String reason,
    int batches,
    int keys,
    int known,
    int setAside,
    int tooOld,
    int givenUp)
    implements LeasedJob.Result {

  /** What a run has done so far. */
  static final class Tally {
    int batches;
    int keys;
    int known;
    int setAside;
    int tooOld;
    int givenUp;

    UploadResult result(RunOutcome outcome, String reason) {
      return new UploadResult(outcome, reason, batches, keys, known, setAside, tooOld, givenUp);
    }
  }
}
