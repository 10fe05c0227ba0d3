package io.warnserver.federation.upload;

import io.warnserver.federation.gateway.RetryPolicy;
import io.warnserver.keys.Country;
import io.warnserver.keys.IntervalNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Which keys go into which batches.
 *
 * @param own whose keys are uploaded
 * @param minKeys of a batch
 * @param maxKeys of a batch
 * @param expiryDelay how long after its expiry a key is uploaded at the earliest
 * @param retry of keys that the gateway could not store, and of batches that it refused
 */
public record UploadPolicy(
    Country own, int minKeys, int maxKeys, Duration expiryDelay, RetryPolicy retry) {

  /** What the gateway takes (federation gateway protocol, messages). */
  private static final int GATEWAY_DAYS = 15;

  /** A batch is sent within that time of being put together, also at midnight. */
  private static final Duration AHEAD = Duration.ofHours(1);

  /**
   * How many keys the next batch has: all that wait, evenly, in as few batches as can be.
   *
   * @param waiting keys
   * @return 0 if there are too few
   */
  int nextBatch(int waiting) {
    int batches = Math.min((waiting + maxKeys - 1) / maxKeys, waiting / minKeys);
    return batches == 0 ? 0 : Math.min(maxKeys, waiting / batches);
  }

  /** Whether each half of so many keys is enough for a batch. */
  boolean canBeHalved(int keys) {
    return keys >= 2 * minKeys;
  }

  /** The first interval whose keys the gateway takes. */
  int firstTaken(Instant now) {
    Instant midnight = now.plus(AHEAD).truncatedTo(ChronoUnit.DAYS);
    return IntervalNumber.containing(midnight.minus(Duration.ofDays(GATEWAY_DAYS))).value();
  }

  /** Keys that expired before that interval are released, or in it. */
  int releasedUntil(Instant now) {
    return IntervalNumber.containing(now.minus(expiryDelay)).value();
  }
}
