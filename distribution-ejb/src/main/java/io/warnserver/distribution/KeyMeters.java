package io.warnserver.distribution;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts keys that end otherwise than in a package, and those that have to wait for one. */
final class KeyMeters {

  private final Counter expiredInCountries;
  private final Counter expiredInEur;
  private final Counter revokedDropped;
  private final AtomicInteger carriedOver = new AtomicInteger();

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
    Gauge.builder("warn.distribution.keys.carried_over", carriedOver::get)
        .description("Keys that wait because the largest packages are full, once for each tree")
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

  /** Shows how many keys wait because packages are full. */
  void carriedOver(int keys) {
    carriedOver.set(keys);
  }

  /** Counts revoked keys that came again. */
  void revokedDropped(long keys) {
    revokedDropped.increment((double) keys);
  }
}
