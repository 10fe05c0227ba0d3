package io.warnserver.federation.upload;

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
 */
public record UploadResult(
    Outcome outcome, String reason, int batches, int keys, int known, int setAside, int tooOld) {

  /** In a word. */
  public enum Outcome {
    /** All that could be uploaded is. */
    COMPLETED,
    /** It ended early; the next run goes on where this one ended. */
    FAILED,
    /** Another run is under way, here or on another instance. */
    BUSY,
    /** Keys are not exchanged with other countries. */
    OFF
  }

  /** A run that did not begin. */
  public static UploadResult without(Outcome outcome, String reason) {
    return new UploadResult(outcome, reason, 0, 0, 0, 0, 0);
  }
}
