package io.warnserver.federation.runs;

import java.util.Locale;

/** How a run of uploads or downloads went, in a word. */
public enum RunOutcome {
  /** All that could be done is; single batches may have failed. */
  COMPLETED,
  /** It ended early; the next run goes on where this one ended. */
  FAILED,
  /** Another run is under way, here or on another instance. */
  BUSY,
  /** Keys are not exchanged with other countries. */
  OFF;

  /** The word in answers and metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
