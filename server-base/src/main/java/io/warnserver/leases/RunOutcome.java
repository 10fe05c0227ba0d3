package io.warnserver.leases;

import java.util.Locale;

/** How a run of a job went, in a word. */
public enum RunOutcome {
  /** All that could be done is; single parts of it may have failed, and are tried again. */
  COMPLETED,
  /** It ended early; the next run goes on where this one ended. */
  FAILED,
  /** Another run is under way, here or on another instance. */
  BUSY,
  /** An operator has stopped the job. */
  PAUSED,
  /** There is nothing to do on this server: it is not set up for the job. */
  OFF;

  /** As it is recorded, counted and told. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
