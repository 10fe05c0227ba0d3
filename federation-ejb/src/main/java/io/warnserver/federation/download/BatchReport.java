package io.warnserver.federation.download;

import io.warnserver.keys.store.FederatedKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of the keys of one batch: those to store, and counts of all. */
final class BatchReport {

  /**
   * Keys of a country with one finding.
   *
   * @param country its code, or {@code other}
   * @param finding of the audit
   * @param relaxed whether they are used all the same
   */
  record CountryFinding(String country, String finding, boolean relaxed) {}

  /**
   * Keys of a country that a rule refused.
   *
   * @param country its code, or {@code other}
   * @param rule its name
   */
  record CountryRule(String country, String rule) {}

  /** How many there were, and how many of them kept the rules. */
  record Counts(int keys, int accepted) {}

  private final List<FederatedKey> accepted = new ArrayList<>();
  private final Map<CountryFinding, Counts> findings = new LinkedHashMap<>();
  private final Map<CountryRule, Integer> refused = new LinkedHashMap<>();

  void accept(FederatedKey key) {
    accepted.add(key);
  }

  void refuse(String country, String rule, int keys) {
    refused.merge(new CountryRule(country, rule), keys, Integer::sum);
  }

  void found(CountryFinding finding, int keys, int acceptedKeys) {
    findings.merge(
        finding,
        new Counts(keys, acceptedKeys),
        (one, other) -> new Counts(one.keys() + other.keys(), one.accepted() + other.accepted()));
  }

  List<FederatedKey> accepted() {
    return accepted;
  }

  Map<CountryFinding, Counts> findings() {
    return findings;
  }

  /** How many there were with a finding. */
  Counts countsOf(CountryFinding finding) {
    return findings.getOrDefault(finding, new Counts(0, 0));
  }

  /** How many a rule refused. */
  int refusedBy(CountryRule rule) {
    return refused.getOrDefault(rule, 0);
  }

  Map<CountryRule, Integer> refused() {
    return refused;
  }

  int refusedKeys() {
    return refused.values().stream().mapToInt(Integer::intValue).sum();
  }
}
