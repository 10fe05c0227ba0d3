package io.warnserver.federation.download;

import io.warnserver.federation.audit.BatchAudit.CountryAudit;
import io.warnserver.federation.audit.Finding;
import io.warnserver.federation.gateway.RetryPolicy;
import io.warnserver.keys.Country;
import io.warnserver.keys.ReportType;
import io.warnserver.keys.RiskDerivation;
import io.warnserver.keys.SupportedCountries;
import java.time.Duration;
import java.util.Set;

/**
 * Which keys are taken from other countries.
 *
 * @param countries that this server publishes for
 * @param derivation of the risk level
 * @param accepted report types
 * @param retention after which a key is too old
 * @param relaxed countries whose keys are used whatever the audit finds
 * @param retry of batches that could not be dealt with
 */
public record DownloadPolicy(
    SupportedCountries countries,
    RiskDerivation derivation,
    Set<ReportType> accepted,
    Duration retention,
    Set<Country> relaxed,
    RetryPolicy retry) {

  /** Other countries' texts are anybody's; they are shown as this. */
  static final String OTHER = "other";

  /** A country as it may be shown: its code if it is supported. */
  String shown(String country) {
    return countries.contains(country) ? country : OTHER;
  }

  /**
   * Whether a country's keys are used although the audit does not vouch for them. Where it could
   * not be had, only once nobody will ask for it again.
   */
  boolean isRelaxed(CountryAudit audit, boolean lastAttempt) {
    return audit.finding() != Finding.VERIFIED
        && countries.contains(audit.country())
        && relaxed.contains(new Country(audit.country()))
        && (lastAttempt || audit.finding().outcome() != Finding.Outcome.UNAVAILABLE);
  }
}
