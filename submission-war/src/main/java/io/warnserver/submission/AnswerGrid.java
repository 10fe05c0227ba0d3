package io.warnserver.submission;

import java.time.Duration;

/**
 * When answers leave: at full multiples of a step after the request has come, so that what was done
 * for it does not show in its time (submission protocol, "Fakes when something is broken").
 *
 * @param step more than nearly all submissions take
 */
record AnswerGrid(Duration step) {

  /** The earliest that any answer leaves. */
  Duration first() {
    return step;
  }

  /** The first time that is not before this one. */
  Duration atOrAfter(Duration elapsed) {
    long nanos = step.toNanos();
    long steps = Math.max(1, -Math.floorDiv(-elapsed.toNanos(), nanos));
    return Duration.ofNanos(steps * nanos);
  }
}
