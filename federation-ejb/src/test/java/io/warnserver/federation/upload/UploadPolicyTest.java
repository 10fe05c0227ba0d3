package io.warnserver.federation.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadPolicyTest {

  @ParameterizedTest(name = "{0} waiting, {1} to {2}: {3}")
  @CsvSource({
    "0, 140, 4000, 0",
    "139, 140, 4000, 0",
    "140, 140, 4000, 140",
    "4000, 140, 4000, 4000",
    "4001, 140, 4000, 2000",
    "4139, 140, 4000, 2069",
    "8000, 140, 4000, 4000",
    "8001, 140, 4000, 2667",
    "160, 140, 150, 150",
    "280, 140, 150, 140",
    "1, 1, 1, 1",
    "5, 1, 1, 1"
  })
  void batch_hasAnEvenShareOfWhatWaits(int waiting, int min, int max, int keys) {
    assertThat(UploadFixture.policy(min, max).nextBatch(waiting)).isEqualTo(keys);
  }

  @Test
  void everyBatchOfARun_isWithinTheLimits() {
    UploadPolicy policy = UploadFixture.policy(140, 4000);
    for (int waiting = 140; waiting < 30_000; waiting += 7) {
      int left = waiting;
      while (left > 0) {
        int keys = policy.nextBatch(left);
        assertThat(keys).as("of %d, %d left", waiting, left).isBetween(140, 4000);
        left -= keys;
      }
    }
  }

  @Test
  void keys_areTakenFromMidnightFifteenDaysAgo_anHourAhead() {
    UploadPolicy policy = UploadFixture.policy(1, 2);
    int midnight = UploadFixture.intervalOf(Instant.parse("2026-11-08T00:00:00Z"));

    assertThat(policy.firstTaken(Instant.parse("2026-11-23T00:00:00Z"))).isEqualTo(midnight);
    assertThat(policy.firstTaken(Instant.parse("2026-11-23T22:59:59Z"))).isEqualTo(midnight);
    assertThat(policy.firstTaken(Instant.parse("2026-11-23T23:00:00Z"))).isEqualTo(midnight + 144);
  }

  @Test
  void keys_areReleasedTheDelayAfterTheirExpiry() {
    Instant expiry = Instant.parse("2026-11-23T08:00:00Z");

    assertThat(
            UploadFixture.policy(1, 2)
                .releasedUntil(expiry.plus(Duration.ofHours(2)).minusMillis(1)))
        .isLessThan(UploadFixture.intervalOf(expiry));
    assertThat(UploadFixture.policy(1, 2).releasedUntil(expiry.plus(Duration.ofHours(2))))
        .isEqualTo(UploadFixture.intervalOf(expiry));
  }
}
