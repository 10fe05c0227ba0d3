package io.warnserver.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.keys.HourNumber;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ForeignPlanTest {

  private static final HourNumber HOUR =
      HourNumber.containing(Instant.parse("2026-11-23T10:00:00Z"));

  @Test
  void everyHour_hasUploadsOfTwoOtherCountries_alikeInEveryPlay() {
    ForeignPlan plan = ForeignPlan.of(HOUR);

    assertThat(plan.uploads()).containsOnlyKeys("FR", "NL");
    assertThat(plan.uploads().values()).allMatch(keys -> !keys.isEmpty());
    assertThat(plan.keys())
        .isEqualTo(plan.uploads().get("FR").size() + plan.uploads().get("NL").size());
    assertThat(ForeignPlan.of(HOUR)).isEqualTo(plan);
    assertThat(ForeignPlan.of(HOUR.plus(1))).isNotEqualTo(plan);
  }
}
