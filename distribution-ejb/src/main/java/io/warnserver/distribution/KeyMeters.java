package io.warnserver.distribution;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts keys that end otherwise than in a package. */
final class KeyMeters {

  private final Counter expiredInCountries;
  private final Counter expiredInEur;
  private final Counter revokedDropped;

  /**
   * @param registry to count in
   */
  KeyMeters(MeterRegistry registry) {
    expiredInCountries = expired(registry, "country");
    expiredInEur = expired(registry, "eur");
    revokedDropped =
        Counter.builder("warn.distribution.keys.revoked_dropped")
            .description("Revoked keys that were handed in again, and dropped")
            .register(registry);
  }

  private static Counter expired(MeterRegistry registry, String tree) {
    return Counter.builder("warn.distribution.keys.expired_unpublished")
        .description("Keys deleted unpublished at the end of retention, once for each tree")
        .tag("tree", tree)
        .register(registry);
  }

  /**
   * Counts keys whose retention ended before enough others waited with them.
   *
   * @param inCountries once for each country's tree
   * @param inEur in EUR
   */
  void expiredUnpublished(int inCountries, int inEur) {
    expiredInCountries.increment(inCountries);
    expiredInEur.increment(inEur);
  }

  /** Counts revoked keys that came again. */
  void revokedDropped(long keys) {
    revokedDropped.increment((double) keys);
  }
}
