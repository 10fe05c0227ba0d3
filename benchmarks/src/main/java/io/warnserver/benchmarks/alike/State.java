package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the server has to cope with while somebody watches. */
enum State {
  /** Hardly anybody submits; played in virtual time, without a server. */
  RARE,
  /** Nobody else is there. */
  IDLE,
  /** Others submit, too. */
  LOADED,
  /** The verification server takes its time. */
  VERIFICATION_SLOW,
  /** Bodies above the limit, announced and chunked in turn. */
  OVERSIZED,
  /** Nobody listens at the verification server's address. */
  VERIFICATION_DOWN,
  /** The verification server takes connections and does not answer. */
  VERIFICATION_HANGS,
  /** The database lets the application's roles in no more. */
  DATABASE_DOWN;

  /** Its word on the command line and in the results. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * By its word.
   *
   * @throws BenchmarkFailedException with one line that names the words
   */
  static State of(String word) {
    return Arrays.stream(values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new BenchmarkFailedException(
                    "states: must be among "
                        + Arrays.stream(values())
                            .map(State::word)
                            .collect(Collectors.joining(", "))));
  }
}
