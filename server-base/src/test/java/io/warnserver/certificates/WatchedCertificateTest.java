package io.warnserver.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.testing.TestCertificates;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WatchedCertificateTest {

  @Test
  void expiry_isWarnedOfThirtyDaysAhead() {
    Instant end = Instant.parse("2026-12-31T00:00:00Z");
    WatchedCertificate one =
        new WatchedCertificate("public", TestCertificates.ec("CN=apps,C=DE", end).certificate());

    assertThat(one.warning(end.minus(Duration.ofDays(30)).minusSeconds(1))).isEmpty();
    assertThat(one.warning(end.minus(Duration.ofDays(30))))
        .hasValueSatisfying(line -> assertThat(line).contains("'public'", "days left: 30"));
    assertThat(one.warning(end.plusSeconds(1)))
        .hasValueSatisfying(line -> assertThat(line).contains("expired on"));
    assertThat(one.daysLeft(end.plusSeconds(1))).isEqualTo(-1);
  }
}
