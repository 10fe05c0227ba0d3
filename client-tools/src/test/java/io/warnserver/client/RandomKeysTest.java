package io.warnserver.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.warnserver.protocols.keys.TemporaryExposureKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomKeysTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 9);

  private final RandomKeys keys =
      new RandomKeys(
          Clock.fixed(Instant.parse("2026-11-09T23:59:59Z"), ZoneOffset.UTC), new SecureRandom());

  @Test
  void fourteenKeys_areOneForEachPastDay() {
    assertThat(keys.ofPastDays(14))
        .extracting(key -> key.getRollingStartIntervalNumber() / 144L)
        .containsExactlyInAnyOrderElementsOf(
            TODAY.minusDays(14).datesUntil(TODAY).map(LocalDate::toEpochDay).toList());
  }

  @Test
  void everyKey_isWithinTheRules() {
    List<TemporaryExposureKey> made = keys.ofPastDays(1000);

    assertThat(made)
        .allSatisfy(
            key -> {
              assertThat(key.getKeyData().size()).isEqualTo(16);
              assertThat(key.getRollingStartIntervalNumber() % 144).isZero();
              assertThat(key.getRollingPeriod()).isEqualTo(144);
              assertThat(key.getTransmissionRiskLevel()).isBetween(1, 8);
              assertThat(key.getDaysSinceOnsetOfSymptoms()).isBetween(0, 14);
            });
    assertThat(made).extracting(TemporaryExposureKey::getKeyData).doesNotHaveDuplicates();
  }

  @Test
  void numberOutsideTheRange_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> keys.ofPastDays(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> keys.ofPastDays(1001));
  }
}
