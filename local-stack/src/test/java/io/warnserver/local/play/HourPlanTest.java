package io.warnserver.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.keys.HourNumber;
import io.warnserver.local.play.HourPlan.Planned;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HourPlanTest {

  private static final int THRESHOLD = 140;
  private static final HourNumber FIRST =
      HourNumber.containing(Instant.parse("2026-11-09T12:00:00Z"));
  private static final List<HourPlan> DAY =
      IntStream.range(0, 24).mapToObj(i -> HourPlan.of(FIRST.plus(i))).toList();

  @Test
  void ownCountry_passesTheThresholdInNearlyEveryHour() {
    assertThat(DAY.stream().filter(plan -> plan.keys() >= THRESHOLD).count()).isBetween(20L, 23L);
  }

  @Test
  void otherCountries_passTheThresholdInNoSingleHour() {
    assertThat(DAY)
        .allSatisfy(
            plan -> {
              assertThat(keysOf(plan, "FR")).isBetween(1, THRESHOLD - 1);
              assertThat(keysOf(plan, "NL")).isBetween(1, THRESHOLD - 1);
            });
  }

  @Test
  void everySubmission_has1To14KeysAndTheOwnCountry() {
    assertThat(DAY.stream().flatMap(plan -> plan.real().stream()))
        .allSatisfy(
            planned -> {
              assertThat(keys(planned)).isBetween(1, 14);
              assertThat(planned.visitedCountries()).startsWith("DE").isSubsetOf("DE", "FR", "NL");
            });
  }

  @Test
  void everyHour_hasFakes() {
    assertThat(DAY).allMatch(plan -> plan.fakes() > 0);
  }

  @Test
  void sameHour_hasTheSamePlan() {
    assertThat(HourPlan.of(FIRST)).isEqualTo(HourPlan.of(FIRST));
  }

  private static int keysOf(HourPlan plan, String country) {
    return plan.real().stream()
        .filter(planned -> planned.visitedCountries().contains(country))
        .mapToInt(HourPlanTest::keys)
        .sum();
  }

  private static int keys(Planned planned) {
    return planned.pastDays() + (planned.withToday() ? 1 : 0);
  }
}
