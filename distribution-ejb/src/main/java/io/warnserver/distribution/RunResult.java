package io.warnserver.distribution;

import io.warnserver.leases.LeasedJob;
import io.warnserver.leases.RunOutcome;
import java.time.Duration;
import java.util.List;

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
    RunOutcome outcome,
    String reason,
    int packages,
    int keys,
    int objects,
    List<String> configurationFaults,
    Duration duration)
    implements LeasedJob.Result {

  /** A run that ended with an error or did not begin. */
  static RunResult without(RunOutcome outcome, String reason, Duration duration) {
    return new RunResult(outcome, reason, 0, 0, 0, List.of(), duration);
  }
}
