package io.warnserver.distribution;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How a run went.
 *
 * @param outcome in a word
 * @param reason why it failed, for operators; empty otherwise
 * @param packages published by this run
 * @param keys in them
 * @param objects put or deleted by this run
 * @param configurationFaults why the app configuration was not published; empty: it is valid
 * @param duration of the run
 */
public record RunResult(
    Outcome outcome,
    String reason,
    int packages,
    int keys,
    int objects,
    List<String> configurationFaults,
    Duration duration) {

  /** In a word. */
  public enum Outcome {
    /** The tree is complete up to the last full hour. */
    COMPLETED,
    /** It could not be completed; the next run goes on where this one ended. */
    FAILED,
    /** Another run is under way, here or on another instance. */
    BUSY,
    /** An operator has stopped publishing. */
    PAUSED;

    /** As it is recorded, counted and told. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A run that ended with an error or did not begin. */
  static RunResult without(Outcome outcome, String reason, Duration duration) {
    return new RunResult(outcome, reason, 0, 0, 0, List.of(), duration);
  }
}
