package io.warnserver.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.Mode;
import io.warnserver.settings.Secret;
import io.warnserver.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SigningKeySettingsTest {

  private static final String KEYSTORE = "warn.signing.current.keystore";
  private static final String PASSWORD = "warn.signing.current.password";

  private final Map<String, String> values = new HashMap<>();

  @BeforeEach
  void setWhatIsRequired() {
    values.put(KEYSTORE, "/keys/signing.p12");
    values.put(PASSWORD, "hunter2");
  }

  @ParameterizedTest
  @EnumSource
  void nothingElseSet_isTheDefaults(Mode mode) {
    assertThat(read(mode))
        .containsExactly(
            new SigningKeySettings(
                "current",
                Path.of("/keys/signing.p12"),
                "signing",
                new Secret("hunter2"),
                "262",
                "v1",
                "",
                "",
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void everything_isSettable() {
    values.put("warn.signing.keys", "key-2027, current");
    values.put("warn.signing.key-2027.keystore", "/keys/2027.p12");
    values.put("warn.signing.key-2027.password", "hunter3");
    values.put("warn.signing.key-2027.alias", "export");
    values.put("warn.signing.key-2027.key-id", "208");
    values.put("warn.signing.key-2027.key-version", "v2");
    values.put("warn.signing.key-2027.app-bundle-id", "de.example.ios");
    values.put("warn.signing.key-2027.android-package", "de.example.android");
    values.put("warn.signing.key-2027.start", "2027-01-01T00:00:00Z");
    values.put("warn.signing.key-2027.end", "2027-12-31T22:30:15.5Z");

    List<SigningKeySettings> settings = read(Mode.PRODUCTION);

    assertThat(settings)
        .extracting(SigningKeySettings::name)
        .containsExactly("key-2027", "current");
    assertThat(settings.get(0))
        .isEqualTo(
            new SigningKeySettings(
                "key-2027",
                Path.of("/keys/2027.p12"),
                "export",
                new Secret("hunter3"),
                "208",
                "v2",
                "de.example.ios",
                "de.example.android",
                Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
                Optional.of(Instant.parse("2027-12-31T22:30:15.5Z"))));
  }

  @Test
  void missingSettings_areRefusedTogether() {
    values.clear();

    assertThat(faults(Mode.PRODUCTION))
        .containsExactly(
            PASSWORD + " is missing: it must be a secret",
            KEYSTORE + " is missing: it must be a path");
  }

  @Test
  void faultsOfAllKeys_areRefusedTogether() {
    values.put("warn.signing.keys", "current,next");
    values.put("warn.signing.current.alias", "a b");

    assertThat(faults(Mode.PRODUCTION))
        .extracting(fault -> fault.substring(0, fault.indexOf(' ')))
        .containsExactly(
            "warn.signing.current.alias:",
            "warn.signing.next.password",
            "warn.signing.next.keystore");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "warn.signing.keys                    | Current",
        "warn.signing.keys                    | a,a",
        "warn.signing.keys                    | 1st",
        "warn.signing.current.alias           | a b",
        "warn.signing.current.key-id          | 26/2",
        "warn.signing.current.key-version     | v 1",
        "warn.signing.current.app-bundle-id   | de example",
        "warn.signing.current.android-package | de:example",
        "warn.signing.current.start           | 2027-01-01",
        "warn.signing.current.start           | 2027-01-01T00:00:00",
        "warn.signing.current.start           | 2027-01-01T00:00:00+01:00",
        "warn.signing.current.end             | 2027-02-30T00:00:00Z",
        "warn.signing.current.end             | Z"
      })
  void wrongForm_isRefusedWithTheSetting(String setting, String value) {
    values.put(setting, value);

    assertThat(faults(Mode.PRODUCTION))
        .singleElement()
        .asString()
        .startsWith(setting + ": '" + value + "' must be ");
  }

  @Test
  void developmentPassword_isRefusedInProductionAlone() {
    values.put(PASSWORD, "development-signing");

    assertThat(faults(Mode.PRODUCTION))
        .containsExactly(PASSWORD + ": must not be a development password in production mode");
    assertThat(read(Mode.DEVELOPMENT)).hasSize(1);
  }

  @Test
  void printing_showsNoSecret() {
    assertThat(read(Mode.PRODUCTION).toString()).doesNotContain("hunter2");
  }

  private List<String> faults(Mode mode) {
    InvalidSettingsException thrown =
        catchThrowableOfType(InvalidSettingsException.class, () -> read(mode));
    assertThat(thrown).isNotNull();
    return thrown.faults();
  }

  private List<SigningKeySettings> read(Mode mode) {
    return SigningKeySettings.from(
        new SettingsReader(name -> Optional.ofNullable(values.get(name))), mode);
  }
}
