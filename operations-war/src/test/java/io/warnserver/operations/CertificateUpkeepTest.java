package io.warnserver.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.certificates.WatchedCertificate;
import io.warnserver.health.Health;
import io.warnserver.testing.TestCertificates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CertificateUpkeepTest {

  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

  private final WatchedCertificate late = certificate("public", 400);
  private final WatchedCertificate early = certificate("public", 31);
  private final WatchedCertificate soon = certificate("verification-client", 29);

  @Test
  void daysOfAUse_areThoseOfWhatEndsFirst() {
    assertThat(CertificateUpkeep.daysLeft(List.of(late, early, soon), NOW))
        .isEqualTo(Map.of("public", 31L, "verification-client", 29L));
  }

  @Test
  void certificateThatEndsSoon_degradesHealth() {
    assertThat(CertificateUpkeep.health(List.of(late, early), NOW).state())
        .isEqualTo(Health.State.UP);
    Health health = CertificateUpkeep.health(List.of(late, soon), NOW);
    assertThat(health.state()).isEqualTo(Health.State.DEGRADED);
    assertThat(health.detail()).contains("'verification-client'", "days left: 29");
  }

  private static WatchedCertificate certificate(String role, int days) {
    return new WatchedCertificate(
        role, TestCertificates.ec("CN=" + role, NOW.plus(Duration.ofDays(days))).certificate());
  }
}
