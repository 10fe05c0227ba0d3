package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.distribution.DistributionSettings.PolicyScope;
import io.warnserver.distribution.plan.PackageLimits;
import io.warnserver.keys.Country;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.Mode;
import io.warnserver.time.RunSchedule;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionSettingsTest {

  @Test
  void requiredOnesAlone_giveTheDefaults() {
    DistributionSettings settings = SettingsFixture.with();

    assertThat(settings.mode()).isEqualTo(Mode.PRODUCTION);
    assertThat(settings.schedule().times()).hasValue(new RunSchedule.Times("0", "5", "*"));
    assertThat(settings.countries().own()).isEqualTo(new Country("DE"));
    assertThat(settings.countries().all()).containsExactly(new Country("DE"));
    assertThat(settings.expiryDelay()).isEqualTo(Duration.ofHours(2));
    assertThat(settings.limits()).isEqualTo(new PackageLimits(140, 450_000));
    assertThat(settings.policies()).isEqualTo(PolicyScope.ALL);
    assertThat(settings.perCountryPackages()).isTrue();
    assertThat(settings.retentionDays()).isEqualTo(14);
    assertThat(settings.hourRetentionDays()).isEqualTo(2);
    assertThat(settings.configurationDirectory()).isEmpty();
    assertThat(settings.store().endpoint()).isEqualTo(URI.create("https://store.example.org"));
    assertThat(settings.store().bucket()).isEqualTo("warn-test");
    assertThat(settings.store().region()).isEqualTo("eu-central-1");
    assertThat(settings.store().pathStyle()).isTrue();
    assertThat(settings.store().accessKey().reveal()).isEqualTo("the-access-key");
    assertThat(settings.store().secretKey().reveal()).isEqualTo("the-secret-key");
  }

  @Test
  void everySetting_isRead() {
    DistributionSettings settings =
        SettingsFixture.with(
            "warn.mode", "development",
            "warn.own-country", "AT",
            "warn.supported-countries", "FR, AT,DE",
            "warn.retention-days", "7",
            "warn.distribution.schedule", "off",
            "warn.distribution.expiry-delay", "PT30M",
            "warn.distribution.min-keys", "5",
            "warn.distribution.max-keys", "6",
            "warn.distribution.policies", "own",
            "warn.distribution.per-country-packages", "false",
            "warn.distribution.hour-retention-days", "3",
            "warn.distribution.configuration-dir", "/etc/warn",
            "warn.store.endpoint", "http://localhost:9000",
            "warn.store.region", "us-east-1",
            "warn.store.path-style", "false",
            "warn.store.secret-key", "development-secret");

    assertThat(settings.mode()).isEqualTo(Mode.DEVELOPMENT);
    assertThat(settings.schedule().expression()).isEmpty();
    assertThat(settings.countries().own()).isEqualTo(new Country("AT"));
    assertThat(settings.countries().all())
        .containsExactly(new Country("AT"), new Country("DE"), new Country("FR"));
    assertThat(settings.expiryDelay()).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings.limits()).isEqualTo(new PackageLimits(5, 6));
    assertThat(settings.policies()).isEqualTo(PolicyScope.OWN);
    assertThat(settings.perCountryPackages()).isFalse();
    assertThat(settings.retentionDays()).isEqualTo(7);
    assertThat(settings.hourRetentionDays()).isEqualTo(3);
    assertThat(settings.configurationDirectory()).contains(Path.of("/etc/warn"));
    assertThat(settings.store().region()).isEqualTo("us-east-1");
    assertThat(settings.store().pathStyle()).isFalse();
  }

  /** What is refused, and how the one line begins. */
  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "warn.mode | test | warn.mode: 'test' must be production or development",
        "warn.own-country | de | warn.own-country: 'de' must be two capital letters",
        "warn.supported-countries | AT,FR | warn.supported-countries: must contain"
            + " warn.own-country (DE)",
        "warn.supported-countries | DE,DE | warn.supported-countries: 'DE,DE' must be",
        "warn.supported-countries | DE,germany | warn.supported-countries: 'DE,germany' must be",
        "warn.retention-days | 0 | warn.retention-days: '0' must be a whole number from 1 to 30",
        "warn.retention-days | 31 | warn.retention-days: '31' must be a whole number from 1 to 30",
        "warn.distribution.schedule | hourly | warn.distribution.schedule: 'hourly' must be",
        "warn.distribution.expiry-delay | 2h | warn.distribution.expiry-delay: '2h' must be",
        "warn.distribution.expiry-delay | PT15M | warn.distribution.expiry-delay: must be a"
            + " multiple of 10 minutes",
        "warn.distribution.expiry-delay | PT600.5S | warn.distribution.expiry-delay: must be a"
            + " multiple of 10 minutes",
        "warn.distribution.expiry-delay | -PT10M | warn.distribution.expiry-delay: '-PT10M' must",
        "warn.distribution.expiry-delay | PT49H | warn.distribution.expiry-delay: 'PT49H' must be",
        "warn.distribution.min-keys | 0 | warn.distribution.min-keys: '0' must be",
        "warn.distribution.min-keys | many | warn.distribution.min-keys: 'many' must be",
        "warn.distribution.max-keys | 139 | warn.distribution.min-keys: must not be above"
            + " warn.distribution.max-keys",
        "warn.distribution.max-keys | 1000001 | warn.distribution.max-keys: '1000001' must be",
        "warn.distribution.policies | some | warn.distribution.policies: 'some' must be all or own",
        "warn.distribution.per-country-packages | yes | warn.distribution.per-country-packages:"
            + " 'yes' must be true or false",
        "warn.distribution.hour-retention-days | 0 | warn.distribution.hour-retention-days: '0'",
        "warn.store.endpoint | '' | warn.store.endpoint is missing: it must be",
        "warn.store.endpoint | http://store.example.org | warn.store.endpoint: must be an https"
            + " address in production mode",
        "warn.store.endpoint | ftp://store.example.org | warn.store.endpoint: 'ftp",
        "warn.store.bucket | '' | warn.store.bucket is missing",
        "warn.store.bucket | Capital | warn.store.bucket: 'Capital' must be a bucket name",
        "warn.store.region | A B | warn.store.region: 'A B' must be a region name",
        "warn.store.access-key | '' | warn.store.access-key is missing: it must be a secret",
        "warn.store.secret-key | '' | warn.store.secret-key is missing: it must be a secret",
        "warn.store.access-key | development-x | warn.store.access-key: must not be a development"
            + " password in production mode",
        "warn.store.secret-key | development-x | warn.store.secret-key: must not be a development"
            + " password in production mode",
        "warn.store.path-style | 1 | warn.store.path-style: '1' must be true or false"
      })
  void wrongValue_isRefusedInOneLineThatNamesTheSetting(String name, String value, String line) {
    assertThatThrownBy(() -> SettingsFixture.with(name, value))
        .isInstanceOfSatisfying(
            InvalidSettingsException.class,
            refused ->
                assertThat(refused.faults())
                    .singleElement()
                    .satisfies(
                        fault ->
                            assertThat(fault).startsWith(line).doesNotContain("development-x")));
  }

  @Test
  void severalWrongValues_areReportedTogether() {
    assertThatThrownBy(
            () ->
                SettingsFixture.with(
                    "warn.retention-days", "0",
                    "warn.distribution.min-keys", "0",
                    "warn.distribution.policies", "none",
                    "warn.distribution.schedule", "never",
                    "warn.own-country", "x"))
        .isInstanceOfSatisfying(
            InvalidSettingsException.class,
            refused ->
                assertThat(refused.faults().stream().map(fault -> fault.split("[: ]", 2)[0]))
                    .containsExactlyInAnyOrder(
                        "warn.retention-days",
                        "warn.distribution.min-keys",
                        "warn.distribution.policies",
                        "warn.distribution.schedule",
                        "warn.own-country"));
  }

  @Test
  void severalWrongValuesOfTheStore_areReportedTogether() {
    assertThatThrownBy(
            () ->
                SettingsFixture.with(
                    "warn.store.endpoint", "", "warn.store.bucket", "", "warn.store.region", "!"))
        .isInstanceOfSatisfying(
            InvalidSettingsException.class, refused -> assertThat(refused.faults()).hasSize(3));
  }

  @Test
  void printedSettings_showNoSecret() {
    assertThat(SettingsFixture.with().toString())
        .doesNotContain("the-access-key")
        .doesNotContain("the-secret-key");
  }

  @Test
  void policiesOfOwn_leaveOtherCountriesWithoutAMinimum() {
    DistributionSettings settings =
        SettingsFixture.with(
            "warn.distribution.policies", "own", "warn.supported-countries", "AT,DE");

    assertThat(settings.limitsOf("DE")).isEqualTo(new PackageLimits(140, 450_000));
    assertThat(settings.limitsOf("EUR")).isEqualTo(new PackageLimits(140, 450_000));
    assertThat(settings.limitsOf("AT")).isEqualTo(new PackageLimits(1, 450_000));
    assertThat(settings.routing().policiesForAll()).isFalse();
  }

  @Test
  void policiesOfAll_holdForEveryTree() {
    DistributionSettings settings = SettingsFixture.with("warn.supported-countries", "AT,DE");

    assertThat(Arrays.asList("AT", "DE", "EUR"))
        .allSatisfy(
            tree -> assertThat(settings.limitsOf(tree)).isEqualTo(new PackageLimits(140, 450_000)));
    assertThat(settings.routing().policiesForAll()).isTrue();
    assertThat(settings.routing().expiryDelayIntervals()).isEqualTo(12);
    assertThat(settings.routing().perCountryPackages()).isTrue();
  }
}
