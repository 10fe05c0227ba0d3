package io.warnserver.distribution;

import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.signing.ConfiguredSigningKeys;
import io.warnserver.signing.ExpiringSigningKey;
import io.warnserver.signing.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

  /** Goes from the end of one key to that of the next, as long as there is no gap between them. */
  static SigningTimes of(ConfiguredSigningKeys keys, Instant now) {
    List<ExpiringSigningKey> ends = keys.expiringWithin(ChronoUnit.FOREVER.getDuration(), now);
    Instant until = now;
    Optional<Instant> next = lastEnd(keys, ends, now);
    while (next.isPresent()) {
      until = next.get();
      next = lastEnd(keys, ends, until);
    }
    return new SigningTimes(now, until, ends);
  }

  /** When the last of those keys ends that are in force at a time; empty where none is. */
  private static Optional<Instant> lastEnd(
      ConfiguredSigningKeys keys, List<ExpiringSigningKey> ends, Instant time) {
    Set<String> inForce = namesInForce(keys, time);
    return ends.stream()
        .filter(key -> inForce.contains(key.name()))
        .map(ExpiringSigningKey::end)
        .max(Comparator.naturalOrder());
  }

  private static Set<String> namesInForce(ConfiguredSigningKeys keys, Instant time) {
    try {
      return keys.inForce(time).all().stream().map(SigningKey::name).collect(Collectors.toSet());
    } catch (InvalidSettingsException e) {
      // That is how the keys say that none is.
      return Set.of();
    }
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
