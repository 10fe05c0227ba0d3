package io.warnserver.distribution;

import io.warnserver.signing.ConfiguredSigningKeys;
import io.warnserver.signing.ExpiringSigningKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * How long packages can be signed, as far as the configured keys say.
 *
 * @param now when this was found out
 * @param until the first instant from then on at which no key is in force
 * @param ends of all keys whose time is not over, also of those whose time has not come
 */
record SigningTimes(Instant now, Instant until, List<ExpiringSigningKey> ends) {

  /** How long before a key's end it is said. */
  static final Duration SOON = Duration.ofDays(30);

  private static final double SECONDS_A_DAY = (double) Duration.ofDays(1).toSeconds();

  static SigningTimes of(ConfiguredSigningKeys keys, Instant now) {
    return new SigningTimes(
        now, keys.inForceUntil(now), keys.expiringWithin(ChronoUnit.FOREVER.getDuration(), now));
  }

  /** With fractions, so that 0 means: not even now. */
  double daysLeft() {
    return daysUntil(until);
  }

  /** The same of one key, whether others go on or not. */
  double daysLeftOf(ExpiringSigningKey key) {
    return daysUntil(key.end());
  }

  private double daysUntil(Instant end) {
    return (double) Duration.between(now, end).toSeconds() / SECONDS_A_DAY;
  }

  /** A line for each key that ends soon. */
  List<String> warnings() {
    return ends.stream()
        .filter(key -> Duration.between(now, key.end()).compareTo(SOON) <= 0)
        .map(ExpiringSigningKey::warning)
        .toList();
  }
}
