package io.warnserver.federation.gateway;

import java.time.Duration;
import java.time.Instant;

/**
 * How often something is tried again, and when.
 *
 * @param maxAttempts at least 1
 * @param first pause; each later one is twice as long, up to six hours
 */
public record RetryPolicy(int maxAttempts, Duration first) {

  private static final Duration LONGEST = Duration.ofHours(6);
  private static final int MAX_DOUBLINGS = 20;

  /**
   * When to try again.
   *
   * @param failures so far, at least 1
   */
  public Instant next(Instant now, int failures) {
    Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    return now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
  }
}
