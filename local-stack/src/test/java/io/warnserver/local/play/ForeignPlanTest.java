package io.warnserver.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.keys.HourNumber;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForeignPlanTest {

  private static final HourNumber HOUR =
      HourNumber.containing(Instant.parse("2026-11-23T10:00:00Z"));

  @Test
  void everyHour_hasUploadsOfTwoOtherCountries_alikeInEveryPlay() {
    Map<String, List<DiagnosisKey>> plan = ForeignPlan.of(HOUR);

    assertThat(plan).containsOnlyKeys("FR", "NL");
    assertThat(plan.values()).allMatch(keys -> !keys.isEmpty());
    assertThat(ForeignPlan.of(HOUR)).isEqualTo(plan);
    assertThat(ForeignPlan.of(HOUR.plus(1))).isNotEqualTo(plan);
  }
}
