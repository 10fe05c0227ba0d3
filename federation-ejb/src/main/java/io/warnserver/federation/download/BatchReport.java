package io.warnserver.federation.download;

import io.warnserver.keys.store.FederatedKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the keys of one batch.
 *
 * @param accepted to store
 * @param findings of the audit, for all keys but the own country's
 * @param refused how many keys
 */
record BatchReport(
    List<FederatedKey> accepted,
    Map<CountryFinding, Counts> findings,
    Map<CountryRule, Integer> refused) {

  /** Of no key yet. */
  BatchReport() {
    this(new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

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
  record Counts(int keys, int accepted) {

    static final Counts NONE = new Counts(0, 0);

    Counts plus(Counts other) {
      return new Counts(keys + other.keys, accepted + other.accepted);
    }
  }

  void refuse(String country, String rule, int keys) {
    refused.merge(new CountryRule(country, rule), keys, Integer::sum);
  }

  void found(CountryFinding finding, int keys, int acceptedKeys) {
    findings.merge(finding, new Counts(keys, acceptedKeys), Counts::plus);
  }

  int refusedKeys() {
    return refused.values().stream().mapToInt(Integer::intValue).sum();
  }
}
