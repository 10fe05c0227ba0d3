package io.warnserver.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.keys.Country;
import io.warnserver.keys.ReportType;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.time.RunSchedule;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FederationSettingsTest {

  private final Map<String, String> values =
      new HashMap<>(Map.of("warn.federation.gateway.url", "https://gateway.example.org/"));

  @Test
  void withoutAGateway_thereIsNoExchange() {
    assertThat(FederationSettings.from(StandInFixture.reader(Map.of()))).isEmpty();
  }

  @Test
  void defaults_areThoseOfTheDocumentation() {
    FederationSettings settings = read();

    assertThat(settings.uploads().minKeys()).isEqualTo(140);
    assertThat(settings.uploads().maxKeys()).isEqualTo(4000);
    assertThat(settings.uploads().expiryDelay()).isEqualTo(Duration.ofHours(2));
    assertThat(settings.uploads().retry().maxAttempts()).isEqualTo(5);
    assertThat(settings.uploads().retry().first()).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings.uploadSchedule().times()).hasValue(new RunSchedule.Times("0", "20", "*"));
    assertThat(settings.downloads().retry().maxAttempts()).isEqualTo(10);
    assertThat(settings.downloads().retry().first()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.downloads().accepted())
        .containsExactlyInAnyOrder(
            ReportType.CONFIRMED_TEST, ReportType.CONFIRMED_CLINICAL_DIAGNOSIS);
    assertThat(settings.downloads().relaxed()).isEmpty();
    assertThat(settings.downloads().retention()).isEqualTo(Duration.ofDays(14));
    assertThat(settings.downloadSchedule().times())
        .hasValue(new RunSchedule.Times("0", "*/10", "*"));
    assertThat(settings.gateway().readTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.gateway().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.registration()).isEmpty();
  }

  @Test
  void schedules_canBeOff() {
    values.put("warn.federation.upload.schedule", "off");
    values.put("warn.federation.download.schedule", "off");

    assertThat(read().uploadSchedule().expression()).isEmpty();
    assertThat(read().downloadSchedule().expression()).isEmpty();
  }

  @Test
  void relaxedCountries_areOthersThatAreSupported() {
    values.put("warn.supported-countries", "DE,FR,NL");
    values.put("warn.federation.audit.warn", "FR, NL");

    assertThat(read().downloads().relaxed()).contains(new Country("FR"), new Country("NL"));
    values.put("warn.federation.audit.warn", "IT");
    assertRefused("warn.federation.audit.warn: must be other countries");
    values.put("warn.federation.audit.warn", "DE");
    assertRefused("warn.federation.audit.warn: must be other countries");
  }

  @Test
  void registration_hasAnIdAndAnAddress() {
    values.put("warn.federation.callback.url", "https://warn.example.org:8443/federation/callback");
    values.put("warn.federation.callback.id", "one");

    assertThat(read().registration().orElseThrow().id()).isEqualTo("one");
  }

  @ParameterizedTest
  @CsvSource({
    "warn.federation.gateway.url, ftp://gateway",
    "warn.federation.gateway.read-timeout, PT11M",
    "warn.federation.upload.max-keys, 5001",
    "warn.federation.upload.min-keys, 0",
    "warn.federation.upload.max-attempts, 0",
    "warn.federation.download.retry-after, PT0S",
    "warn.federation.download.report-types, REVOKED",
    "warn.federation.download.report-types, ''",
    "warn.federation.upload.schedule, daily",
    "warn.federation.audit.warn, fr",
    "warn.federation.callback.url, http://warn.example.org/federation/callback",
    "warn.federation.callback.url, https://warn.example.org/federation/callback?a=b",
    "warn.federation.callback.url, https://warn.example.org/federation/%63allback",
    "warn.federation.callback.url, https://warn.example.org/federation/{callback}",
    "warn.federation.callback.id, with space"
  })
  void valueThatIsNotAllowed_isRefused(String name, String value) {
    values.put(name, value);

    assertRefused(name + ": '" + value + "' must be");
  }

  @Test
  void contradictions_areRefused() {
    values.put("warn.federation.upload.min-keys", "200");
    values.put("warn.federation.upload.max-keys", "150");
    values.put("warn.federation.upload.expiry-delay", "PT5M");

    assertRefused("warn.federation.upload.min-keys: must not be above");
    assertRefused("warn.federation.upload.expiry-delay: must be a multiple of 10 minutes");
  }

  @Test
  void gatewayWithoutTls_isRefusedInProduction() {
    values.put("warn.federation.gateway.url", "http://gateway.example.org");

    assertRefused("warn.federation.gateway.url: must be an https address in production mode");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "warn.federation.tls.keystore",
        "warn.federation.signing.keystore",
        "warn.federation.tls.truststore",
        "warn.federation.trust-anchor",
        "warn.federation.callback.url"
      })
  void anythingElseWithoutAGateway_isRefused(String name) {
    values.clear();
    values.put(name, "/etc/warn/file");

    assertThatThrownBy(() -> FederationSettings.from(StandInFixture.reader(values)))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(name + ": is set, but warn.federation.gateway.url is not");
  }

  private FederationSettings read() {
    return FederationSettings.from(StandInFixture.reader(values)).orElseThrow();
  }

  private void assertRefused(String message) {
    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(message);
  }
}
