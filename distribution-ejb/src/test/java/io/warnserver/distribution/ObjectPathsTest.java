package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.keys.Country;
import io.warnserver.keys.HourNumber;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Literally the paths of the pages "key packages" and "app configuration". */
class ObjectPathsTest {

  private static final HourNumber FIVE =
      HourNumber.containing(Instant.parse("2026-11-09T05:00:00Z"));

  @Test
  void indexes_areWhereAppsLook() {
    LocalDate day = LocalDate.of(2026, 11, 9);

    assertThat(ObjectPaths.VERSION).isEqualTo("version");
    assertThat(ObjectPaths.COUNTRIES).isEqualTo("version/v1/diagnosis-keys/country");
    assertThat(ObjectPaths.dates("DE")).isEqualTo("version/v1/diagnosis-keys/country/DE/date");
    assertThat(ObjectPaths.hours("EUR", day))
        .isEqualTo("version/v1/diagnosis-keys/country/EUR/date/2026-11-09/hour");
    assertThat(ObjectPaths.CONFIGURATION_COUNTRIES).isEqualTo("version/v1/configuration/country");
  }

  @Test
  void packages_haveUnpaddedHours() {
    assertThat(ObjectPaths.of(PackageWindow.ofDay("DE", FIVE)))
        .isEqualTo("version/v1/diagnosis-keys/country/DE/date/2026-11-09");
    assertThat(ObjectPaths.of(PackageWindow.ofHour("DE", FIVE)))
        .isEqualTo("version/v1/diagnosis-keys/country/DE/date/2026-11-09/hour/5");
    assertThat(ObjectPaths.of(PackageWindow.ofHour("EUR", FIVE.plus(18))))
        .isEqualTo("version/v1/diagnosis-keys/country/EUR/date/2026-11-09/hour/23");
    assertThat(ObjectPaths.of(PackageWindow.ofHour("EUR", FIVE.plus(19))))
        .isEqualTo("version/v1/diagnosis-keys/country/EUR/date/2026-11-10/hour/0");
  }

  @Test
  void configurationFiles_areWhereAppsLook() {
    assertThat(ObjectPaths.configuration(new Country("DE")))
        .isEqualTo("version/v1/configuration/country/DE/app_config");
    assertThat(ObjectPaths.CONFIGURATION_ANDROID).isEqualTo("version/v1/app_config_android");
    assertThat(ObjectPaths.CONFIGURATION_IOS).isEqualTo("version/v1/app_config_ios");
  }
}
