package io.warnserver.federation.overview;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A batch from the gateway.
 *
 * @param batchTag its name
 * @param state "received", "verified", "stored", "stored_with_errors", "failed_retry" or
 *     "failed_given_up"
 * @param receivedAt when it came first
 * @param endedAt when it was stored or given up
 * @param nextAttemptAt when it is tried again
 * @param attempts how often it was tried
 * @param keys in it
 * @param storedKeys that were not there yet
 * @param reason of the last failure
 * @param putBack the last time that an operator had it fetched again
 * @param countries what the audit found
 * @param refused keys by country and rule
 */
public record DownloadedBatch(
    String batchTag,
    String state,
    Instant receivedAt,
    Optional<Instant> endedAt,
    Optional<Instant> nextAttemptAt,
    int attempts,
    int keys,
    int storedKeys,
    Optional<String> reason,
    Optional<PutBack> putBack,
    List<CountryFinding> countries,
    List<Refused> refused) {

  /**
   * An operator's decision.
   *
   * @param operator who
   * @param reason why, in the operator's words
   * @param at when
   */
  public record PutBack(String operator, String reason, Instant at) {}

  /**
   * What the audit found for a country.
   *
   * @param country its code, or {@code other}
   * @param finding in a word
   * @param relaxed whether its keys were used all the same, by setting
   * @param keys of it
   * @param accepted keys that kept the rules
   */
  public record CountryFinding(
      String country, String finding, boolean relaxed, int keys, int accepted) {}

  /**
   * Keys that a rule refused.
   *
   * @param country its code, or {@code other}
   * @param rule its name
   * @param keys how many
   */
  public record Refused(String country, String rule, int keys) {}
}
