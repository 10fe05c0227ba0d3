package io.warnserver.certificates;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A certificate whose expiry somebody must notice in time.
 *
 * @param role what it is for: fixed words with hyphens, or the address that shows it
 * @param certificate itself
 */
public record WatchedCertificate(String role, X509Certificate certificate) {

  private static final Duration AHEAD = Duration.ofDays(30);

  /** Full days until it expires; negative once it has. */
  public long daysLeft(Instant now) {
    return Math.floorDiv(Duration.between(now, end()).toSeconds(), Duration.ofDays(1).toSeconds());
  }

  /** One line for an operator; empty while there is enough time. */
  public Optional<String> warning(Instant now) {
    if (now.plus(AHEAD).isBefore(end())) {
      return Optional.empty();
    }
    String subject = certificate.getSubjectX500Principal().getName();
    String what = "The certificate '" + role + "' (" + subject + ") ";
    return Optional.of(
        now.isBefore(end())
            ? what + "expires on " + end() + ": days left: " + daysLeft(now)
            : what + "expired on " + end());
  }

  private Instant end() {
    return certificate.getNotAfter().toInstant();
  }
}
