package io.warnserver.configuration;

import io.warnserver.protocols.configuration.DayPackageMetadata;
import io.warnserver.protocols.configuration.HourPackageMetadata;
import java.util.List;

/**
 * Published packages that the apps must forget, by their ETag. They are checked with the
 * configuration, not here.
 *
 * @param days revoked day packages, possibly none
 * @param hours revoked hour packages, possibly none
 */
public record Revocations(List<DayPackageMetadata> days, List<HourPackageMetadata> hours) {

  /** Copies both lists. */
  public Revocations {
    days = List.copyOf(days);
    hours = List.copyOf(hours);
  }

  /** No package is revoked, apart from those that the source files name. */
  public static Revocations none() {
    return new Revocations(List.of(), List.of());
  }
}
