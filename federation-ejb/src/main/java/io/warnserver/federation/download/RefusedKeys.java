package io.warnserver.federation.download;

import jakarta.persistence.Embeddable;

/** Keys of a country that a rule refused. */
@Embeddable
public class RefusedKeys {

  private String country;
  private String rule;
  private int keys;

  /** For the provider only. */
  protected RefusedKeys() {}

  RefusedKeys(BatchReport.CountryRule broken, int keys) {
    country = broken.country();
    rule = broken.rule();
    this.keys = keys;
  }

  void reportTo(BatchReport report) {
    report.refuse(country, rule, keys);
  }
}
