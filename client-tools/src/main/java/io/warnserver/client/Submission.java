package io.warnserver.client;

import io.warnserver.protocols.keys.TemporaryExposureKey;
import java.util.List;

/**
 * What a user submits (submission, "Request"). Nothing is checked here: that is the server's part,
 * and tests send it nonsense.
 *
 * @param keys in the order in which they are sent
 * @param origin a country, or empty to leave it out
 * @param visitedCountries in the order in which they are sent, may be empty
 * @param consentToFederation whether the keys may be offered to other countries
 */
public record Submission(
    List<TemporaryExposureKey> keys,
    String origin,
    List<String> visitedCountries,
    boolean consentToFederation) {
  /** Copies the lists. */
  public Submission {
    keys = List.copyOf(keys);
    visitedCountries = List.copyOf(visitedCountries);
  }
}
