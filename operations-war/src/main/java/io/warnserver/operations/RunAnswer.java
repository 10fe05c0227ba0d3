package io.warnserver.operations;

import io.warnserver.distribution.RunResult;
import java.util.List;

/**
 * How a run of the distribution went, for operators.
 *
 * @param outcome in a word, in small letters
 * @param millis how long it took
 * @see RunResult
 */
public record RunAnswer(
    String outcome,
    String reason,
    int packages,
    int keys,
    int objects,
    List<String> configurationFaults,
    long millis) {

  static RunAnswer of(RunResult result) {
    return new RunAnswer(
        result.outcome().word(),
        result.reason(),
        result.packages(),
        result.keys(),
        result.objects(),
        result.configurationFaults(),
        result.duration().toMillis());
  }
}
