package io.warnserver.federation.download;

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
    Outcome outcome, String reason, int batches, int keys, int refused, int failedBatches) {

  /** In a word. */
  public enum Outcome {
    /** The chain was followed to its end; single batches may have failed. */
    COMPLETED,
    /** It ended early; the next run goes on where this one ended. */
    FAILED,
    /** Another run is under way, here or on another instance. */
    BUSY,
    /** Keys are not exchanged with other countries. */
    OFF
  }

  /** A run that did not begin. */
  public static DownloadResult without(Outcome outcome, String reason) {
    return new DownloadResult(outcome, reason, 0, 0, 0, 0);
  }
}
