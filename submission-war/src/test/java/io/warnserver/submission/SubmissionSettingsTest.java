package io.warnserver.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.warnserver.keys.Country;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionSettingsTest {

  private static final String ADDRESS = "warn.submission.verification.url";

  @Test
  void nothingSetButTheAddress_isTheDefaults() {
    SubmissionSettings settings = from(Map.of(ADDRESS, "https://verification.example/base"));

    assertThat(settings.maxKeys()).isEqualTo(14);
    assertThat(settings.maxRollingPeriod()).isEqualTo(144);
    assertThat(settings.maxBodyBytes()).isEqualTo(102_400);
    assertThat(settings.paddingFactor()).isEqualTo(1);
    assertThat(settings.retentionDays()).isEqualTo(14);
    assertThat(settings.countries().own()).isEqualTo(new Country("DE"));
    assertThat(settings.countries().all()).containsExactly(new Country("DE"));
    assertThat(settings.derivation().riskLevelOf(0)).isEqualTo(8);
    assertThat(settings.verification())
        .isEqualTo(
            new SubmissionSettings.Verification(
                URI.create("https://verification.example/base"),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5)));
  }

  @Test
  void everything_isSettable() {
    SubmissionSettings settings =
        from(
            Map.of(
                ADDRESS,
                "http://localhost:8081",
                "warn.mode",
                "development",
                "warn.submission.max-keys",
                "30",
                "warn.submission.max-rolling-period",
                "100",
                "warn.submission.max-body-bytes",
                "2048",
                "warn.submission.padding-factor",
                "10",
                "warn.retention-days",
                "7",
                "warn.submission.verification.connect-timeout",
                "PT0.5S",
                "warn.submission.verification.read-timeout",
                "PT1S",
                "warn.supported-countries",
                "DE,FR"));

    assertThat(settings.maxKeys()).isEqualTo(30);
    assertThat(settings.maxRollingPeriod()).isEqualTo(100);
    assertThat(settings.maxBodyBytes()).isEqualTo(2048);
    assertThat(settings.paddingFactor()).isEqualTo(10);
    assertThat(settings.retentionDays()).isEqualTo(7);
    assertThat(settings.countries().all()).hasSize(2);
    assertThat(settings.verification())
        .isEqualTo(
            new SubmissionSettings.Verification(
                URI.create("http://localhost:8081"),
                Duration.ofMillis(500),
                Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "warn.submission.max-keys, 0, a whole number from 1 to 100",
    "warn.submission.max-keys, 101, a whole number from 1 to 100",
    "warn.submission.max-rolling-period, 0, a whole number from 1 to 144",
    "warn.submission.max-rolling-period, 145, a whole number from 1 to 144",
    "warn.submission.max-body-bytes, 1023, a whole number from 1024 to 1048576",
    "warn.submission.max-body-bytes, 1048577, a whole number from 1024 to 1048576",
    "warn.submission.padding-factor, 0, a whole number from 1 to 100",
    "warn.submission.padding-factor, 101, a whole number from 1 to 100",
    "warn.submission.verification.url, verification, an address such as https://host:port",
    "warn.submission.verification.connect-timeout, PT0S, a duration from PT0.01S to PT1M",
    "warn.submission.verification.connect-timeout, PT61S, a duration from PT0.01S to PT1M",
    "warn.submission.verification.read-timeout, 5, a duration from PT0.01S to PT1M",
    "warn.retention-days, 31, a whole number from 1 to 30",
    "warn.mode, test, production or development",
    "warn.own-country, de, two capital letters (ISO 3166-1 alpha-2)"
  })
  void wrongValue_isRefusedWithTheNameAndWhatIsAllowed(String name, String value, String allowed) {
    Map<String, String> values = new HashMap<>();
    values.put(ADDRESS, "https://verification.example");
    values.put(name, value);

    InvalidSettingsException thrown =
        catchThrowableOfType(InvalidSettingsException.class, () -> from(values));

    assertThat(thrown.faults()).containsExactly(name + ": '" + value + "' must be " + allowed);
  }

  @Test
  void missingAddress_isRefused() {
    assertThatThrownBy(() -> from(Map.of()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(ADDRESS + " is missing: it must be an address such as https://host:port");
  }

  @Test
  void plainHttpInProduction_isRefused() {
    assertThatThrownBy(() -> from(Map.of(ADDRESS, "http://verification.example")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(ADDRESS + ": must be an https address in production mode");
  }

  @Test
  void severalFaults_areReportedAtOnce() {
    InvalidSettingsException thrown =
        catchThrowableOfType(
            InvalidSettingsException.class,
            () ->
                from(
                    Map.of(
                        ADDRESS,
                        "http://verification.example",
                        "warn.submission.max-keys",
                        "many",
                        "warn.submission.padding-factor",
                        "-1",
                        "warn.own-country",
                        "Germany",
                        "warn.supported-countries",
                        "Germany")));

    assertThat(thrown.faults())
        .extracting(fault -> fault.substring(0, fault.indexOf(':')))
        .containsExactly(
            "warn.submission.max-keys",
            "warn.submission.padding-factor",
            ADDRESS,
            "warn.own-country",
            "warn.supported-countries");
  }

  private static SubmissionSettings from(Map<String, String> values) {
    return SubmissionSettings.from(
        new SettingsReader(name -> Optional.ofNullable(values.get(name))));
  }
}
