package io.warnserver.federation.download;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** What became of a country's keys in a batch. */
@Embeddable
public class CountryKeys {

  private String country;
  private String finding;
  private boolean relaxed;
  private int keys;

  @Column(name = "accepted_keys")
  private int accepted;

  /** For the provider only. */
  protected CountryKeys() {}

  CountryKeys(BatchReport.CountryFinding found, BatchReport.Counts counts) {
    country = found.country();
    finding = found.finding();
    relaxed = found.relaxed();
    keys = counts.keys();
    accepted = counts.accepted();
  }

  void reportTo(BatchReport report) {
    report.found(new BatchReport.CountryFinding(country, finding, relaxed), keys, accepted);
  }
}
