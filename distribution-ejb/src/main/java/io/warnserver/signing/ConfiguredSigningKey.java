package io.warnserver.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * A signing key and when it signs.
 *
 * @param settings where it came from
 * @param key itself
 * @param start included
 * @param end excluded, after the start
 */
record ConfiguredSigningKey(
    SigningKeySettings settings, SigningKey key, Instant start, Instant end) {

  /** Whether it signs at a time. */
  boolean isInForce(Instant time) {
    return !time.isBefore(start) && time.isBefore(end);
  }

  /** Why it does not sign at a time, beginning with the setting that says so. */
  String whyNotInForce(Instant time) {
    if (time.isBefore(start)) {
      return settings.start().isPresent()
          ? SigningKeySettings.start(key.name()).name() + ": signs from " + start
          : keystore() + ": the certificate is valid from " + start;
    }
    return settings.end().isPresent()
        ? SigningKeySettings.end(key.name()).name() + ": signed until " + end
        : keystore() + ": the certificate expired on " + end;
  }

  /** Whether its time ends soon: not yet, but no later than so long after a time. */
  boolean endsWithin(Duration duration, Instant time) {
    return time.isBefore(end) && Duration.between(time, end).compareTo(duration) <= 0;
  }

  /**
   * Whether an app could take one for the other: it finds a key by id and version alone (key
   * packages, "The package").
   */
  boolean isAmbiguousWith(ConfiguredSigningKey other) {
    return settings.keyId().equals(other.settings.keyId())
        && settings.keyVersion().equals(other.settings.keyVersion())
        && start.isBefore(other.end)
        && other.start.isBefore(end)
        && !Arrays.equals(key.publicKey().getEncoded(), other.key.publicKey().getEncoded());
  }

  private String keystore() {
    return SigningKeySettings.keystore(key.name()).name();
  }
}
