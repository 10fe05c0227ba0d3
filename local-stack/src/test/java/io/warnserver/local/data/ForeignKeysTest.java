package io.warnserver.local.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.keys.HourNumber;
import io.warnserver.keys.IntervalNumber;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForeignKeysTest {

  private static final List<String> OTHERS = List.of("FR", "NL");
  private static final HourNumber HOUR =
      HourNumber.containing(Instant.parse("2026-11-23T00:30:00Z"));

  @Test
  void sameArguments_giveTheSameKeys_otherSeedOrCountryOthers() {
    List<DiagnosisKey> keys = ForeignKeys.make("FR", List.of("DE"), 50, HOUR, 1);

    assertThat(ForeignKeys.make("FR", List.of("DE"), 50, HOUR, 1)).isEqualTo(keys);
    assertThat(ForeignKeys.make("FR", List.of("DE"), 50, HOUR, 2))
        .doesNotContainAnyElementsOf(keys);
    assertThat(ForeignKeys.make("NL", List.of("DE"), 50, HOUR, 1))
        .extracting(DiagnosisKey::getKeyData)
        .doesNotContainAnyElementsOf(keys.stream().map(DiagnosisKey::getKeyData).toList());
  }

  @Test
  void keys_expiredTwoHoursBefore_andAreNotTooOld() {
    int hour = IntervalNumber.containing(HOUR.start()).value();

    assertThat(ForeignKeys.make("FR", List.of("DE"), 2000, HOUR, 1))
        .allMatch(key -> key.getKeyData().size() == 16)
        .allMatch(key -> key.getRollingStartIntervalNumber() + 144 <= hour - 12)
        .allMatch(key -> key.getRollingStartIntervalNumber() >= hour - 13 * 144)
        .anyMatch(key -> key.getRollingStartIntervalNumber() % 144 != 0);
  }

  @Test
  void origin_isVisited_othersByChance() {
    List<DiagnosisKey> keys = ForeignKeys.make("FR", List.of("DE", "FR", "NL"), 200, HOUR, 1);

    assertThat(keys).allMatch(key -> key.getOrigin().equals("FR"));
    assertThat(keys).allMatch(key -> key.getVisitedCountries(0).equals("FR"));
    assertThat(keys).anyMatch(key -> key.getVisitedCountriesList().contains("DE"));
    assertThat(keys).anyMatch(key -> !key.getVisitedCountriesList().contains("DE"));
  }

  @Test
  void everyHour_hasUploadsOfTwoOtherCountries_alikeInEveryPlay() {
    Map<String, List<DiagnosisKey>> plan = ForeignKeys.ofHour(OTHERS, HOUR);

    assertThat(plan).containsOnlyKeys("FR", "NL");
    assertThat(plan.values()).allMatch(keys -> !keys.isEmpty());
    assertThat(ForeignKeys.ofHour(OTHERS, HOUR)).isEqualTo(plan);
    assertThat(ForeignKeys.ofHour(OTHERS, HOUR.plus(1))).isNotEqualTo(plan);
  }
}
