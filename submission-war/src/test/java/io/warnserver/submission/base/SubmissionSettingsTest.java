package io.warnserver.submission.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.warnserver.keys.Country;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.SettingsReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionSettingsTest {

  @Test
  void nothingSet_isTheDefaults() {
    SubmissionSettings settings = from(Map.of());

    assertThat(settings.maxKeys()).isEqualTo(16);
    assertThat(settings.maxRollingPeriod()).isEqualTo(144);
    assertThat(settings.maxBodyBytes()).isEqualTo(102_400);
    assertThat(settings.paddingFactor()).isEqualTo(1);
    assertThat(settings.retentionDays()).isEqualTo(14);
    assertThat(settings.countries().own()).isEqualTo(new Country("DE"));
    assertThat(settings.countries().all()).containsExactly(new Country("DE"));
    assertThat(settings.derivation().riskLevelOf(0)).isEqualTo(8);
    assertThat(settings.maxInFlight()).isEqualTo(1_024);
    assertThat(settings.bodyTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.answerStep()).isEqualTo(Duration.ofMillis(200));
    assertThat(settings.tanRetention()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.hashKeysReload()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void everything_isSettable() {
    SubmissionSettings settings =
        from(
            Map.ofEntries(
                Map.entry("warn.submission.max-keys", "30"),
                Map.entry("warn.submission.max-rolling-period", "100"),
                Map.entry("warn.submission.max-body-bytes", "2048"),
                Map.entry("warn.submission.padding-factor", "10"),
                Map.entry("warn.retention-days", "7"),
                Map.entry("warn.submission.max-in-flight", "7"),
                Map.entry("warn.submission.body-timeout", "PT2S"),
                Map.entry("warn.submission.answer-step", "PT0.05S"),
                Map.entry("warn.submission.tan-retention", "PT48H"),
                Map.entry("warn.submission.tan-hash.reload-interval", "PT1S"),
                Map.entry("warn.supported-countries", "DE,FR")));

    assertThat(settings.maxKeys()).isEqualTo(30);
    assertThat(settings.maxRollingPeriod()).isEqualTo(100);
    assertThat(settings.maxBodyBytes()).isEqualTo(2048);
    assertThat(settings.paddingFactor()).isEqualTo(10);
    assertThat(settings.retentionDays()).isEqualTo(7);
    assertThat(settings.countries().all()).hasSize(2);
    assertThat(settings.maxInFlight()).isEqualTo(7);
    assertThat(settings.bodyTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.answerStep()).isEqualTo(Duration.ofMillis(50));
    assertThat(settings.tanRetention()).isEqualTo(Duration.ofDays(2));
    assertThat(settings.hashKeysReload()).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "warn.submission.max-keys, 0, a whole number from 1 to 30",
    "warn.submission.max-keys, 31, a whole number from 1 to 30",
    "warn.submission.max-rolling-period, 0, a whole number from 1 to 144",
    "warn.submission.max-rolling-period, 145, a whole number from 1 to 144",
    "warn.submission.max-body-bytes, 1023, a whole number from 1024 to 1048576",
    "warn.submission.max-body-bytes, 1048577, a whole number from 1024 to 1048576",
    "warn.submission.padding-factor, 0, a whole number from 1 to 100",
    "warn.submission.padding-factor, 101, a whole number from 1 to 100",
    "warn.submission.max-in-flight, 0, a whole number from 1 to 10000",
    "warn.submission.body-timeout, PT0.09S, a duration from PT0.1S to PT1M",
    "warn.submission.answer-step, PT0S, a duration from PT0.01S to PT1M",
    "warn.submission.tan-retention, PT59M, a duration from PT1H to PT168H",
    "warn.submission.tan-hash.reload-interval, PT0.9S, a duration from PT1S to PT1H",
    "warn.retention-days, 31, a whole number from 1 to 30",
    "warn.own-country, de, two capital letters (ISO 3166-1 alpha-2)"
  })
  void wrongValue_isRefusedWithTheNameAndWhatIsAllowed(String name, String value, String allowed) {
    Map<String, String> values = new HashMap<>();
    values.put(name, value);

    InvalidSettingsException thrown =
        catchThrowableOfType(InvalidSettingsException.class, () -> from(values));

    assertThat(thrown.faults()).containsExactly(name + ": '" + value + "' must be " + allowed);
  }

  @Test
  void severalFaults_areReportedAtOnce() {
    InvalidSettingsException thrown =
        catchThrowableOfType(
            InvalidSettingsException.class,
            () ->
                from(
                    Map.of(
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
            "warn.own-country",
            "warn.supported-countries");
  }

  private static SubmissionSettings from(Map<String, String> values) {
    return SubmissionSettings.from(
        new SettingsReader(name -> Optional.ofNullable(values.get(name))));
  }
}
