package io.warnserver.submission.verification;

import io.warnserver.health.Health;
import io.warnserver.health.HealthCheck;
import io.warnserver.health.ReachableServer;

/**
 * Whether the verification server takes connections, and says what it should to the server's own
 * question.
 *
 * @param verifier has asked
 * @param reachable whether it takes connections
 */
public record VerificationHealth(HttpTanVerifier verifier, ReachableServer reachable)
    implements HealthCheck {

  @Override
  public Health check() {
    return verifier
        .complaint()
        .map(complaint -> Health.degraded(reachable.name(), complaint))
        .orElseGet(reachable::check);
  }
}
