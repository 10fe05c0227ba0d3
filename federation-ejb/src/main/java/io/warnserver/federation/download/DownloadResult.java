package io.warnserver.federation.download;

import io.warnserver.leases.LeasedJob;
import io.warnserver.leases.RunOutcome;

/**
 * How a run of downloads went.
 *
 * @param outcome in a word
 * @param reason why it failed, for operators; empty otherwise
 * @param batches that were dealt with
 * @param keys stored that were not there yet
 * @param refused keys that broke a rule
 * @param failedBatches in which the audit failed for a country, or which are to be tried again
 */
public record DownloadResult(
    RunOutcome outcome, String reason, int batches, int keys, int refused, int failedBatches)
    implements LeasedJob.Result {

  /** What a run has done so far. */
  static final class Tally {
    int batches;
    int keys;
    int refused;
    int failedBatches;

    /** Of those, the ones that are not tried again, or have errors. */
    int endedBadly;

    DownloadResult result(RunOutcome outcome, String reason) {
      return new DownloadResult(outcome, reason, batches, keys, refused, failedBatches);
    }
  }
}
