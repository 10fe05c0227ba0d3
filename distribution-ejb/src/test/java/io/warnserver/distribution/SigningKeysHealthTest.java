package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.TestSigningKeys;
import io.warnserver.health.Health;
import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import io.warnserver.signing.ConfiguredSigningKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningKeysHealthTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  @TempDir private static Path folder;

  private final Map<String, String> settings = new HashMap<>();

  @BeforeAll
  static void makeKeyStores() throws IOException {
    for (String name : new String[] {"old", "new"}) {
      TestSigningKeys.store(folder.resolve(name + ".p12"), TestSigningKeys.pair(), LAST);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "overlap,         2026-07-01, 2026-06-20, 2027-01-01, 2027-01-01",
    "no overlap,      2026-07-01, 2026-07-01, 2027-01-01, 2027-01-01",
    "gap,             2026-07-01, 2026-07-02, 2027-01-01, 2026-07-01",
    "new within old,  2026-07-01, 2026-06-10, 2026-06-20, 2026-07-01",
    "both in force,   2026-07-01, 2026-01-01, 2026-06-20, 2026-07-01",
    "old is over,     2026-05-01, 2026-05-01, 2027-01-01, 2027-01-01",
    "none in force,   2026-05-01, 2026-07-01, 2027-01-01, 2026-06-01"
  })
  void keys_lastUntilTheFirstGap(
      String situation, String oldEnd, String newStart, String newEnd, String until) {
    add("old", "", midnight(oldEnd));
    add("new", midnight(newStart), midnight(newEnd));

    assertThat(keys().inForceUntil(NOW)).as(situation).isEqualTo(Instant.parse(midnight(until)));
  }

  @Test
  void daysLeft_areThoseUntilTheGapAndOfEachKeyThoseUntilItsEnd() {
    add("old", "", "2026-06-11T12:00:00Z");
    add("new", "2026-06-12T00:00:00Z", "2027-06-01T00:00:00Z");

    assertThat(DistributionHealth.days(NOW, keys().inForceUntil(NOW))).isEqualTo(10.5);
    assertThat(keys().expiringWithin(ChronoUnit.FOREVER.getDuration(), NOW))
        .extracting(key -> DistributionHealth.days(NOW, key.end()))
        .containsExactly(10.5, 365.0);
  }

  @Test
  void keyThatEndsSoon_isDegradedAndNamedThoughAnotherOneGoesOn() {
    add("old", "", "2026-07-01T00:00:00Z");
    add("new", "", "2027-06-01T00:00:00Z");

    assertThat(DistributionHealth.ofKeys(keys(), NOW))
        .isEqualTo(
            Health.degraded(
                "signing-keys",
                "The signing key 'old' signs until 2026-07-01T00:00:00Z: 30 days left"));
  }

  @Test
  void certificateThatNeverEnds_isUp() {
    add("old", "", "");

    assertThat(keys().inForceUntil(NOW)).isEqualTo(LAST);
    assertThat(DistributionHealth.ofKeys(keys(), NOW).state()).isEqualTo(Health.State.UP);
  }

  private ConfiguredSigningKeys keys() {
    return ConfiguredSigningKeys.from(
        new SettingsReader(name -> Optional.ofNullable(settings.get(name))), Mode.PRODUCTION);
  }

  private void add(String name, String start, String end) {
    settings.merge("warn.signing.keys", name, (before, added) -> before + "," + added);
    String prefix = "warn.signing." + name + ".";
    settings.put(prefix + "keystore", folder.resolve(name + ".p12").toString());
    settings.put(prefix + "password", TestSigningKeys.PASSWORD);
    settings.put(prefix + "key-version", name);
    settings.put(prefix + "start", start);
    settings.put(prefix + "end", end);
  }

  private static String midnight(String day) {
    return day + "T00:00:00Z";
  }
}
