package io.warnserver.keys.store;

import io.warnserver.keys.Country;
import io.warnserver.keys.DiagnosisKey;
import java.util.Set;

/**
 * A key that another country sent.
 *
 * @param key itself
 * @param origin whose app it is from
 * @param visited countries, as far as they are supported
 */
public record FederatedKey(DiagnosisKey key, Country origin, Set<Country> visited) {

  /**
   * @throws NullPointerException without one of them
   */
  public FederatedKey {
    visited = Set.copyOf(visited);
  }
}
