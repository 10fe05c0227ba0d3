package io.warnserver.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModeTest {

  private static final Setting<URI> ADDRESS = Setting.address("an.address", "An address.");
  private static final Setting<Secret> SECRET = Setting.secret("a.secret", "A secret.");

  private final SettingsReader reader = new SettingsReader(name -> Optional.empty());

  @Test
  void missingMode_isProduction() {
    assertThat(reader.get(Mode.SETTING)).isEqualTo(Mode.PRODUCTION);
  }

  @ParameterizedTest
  @CsvSource({"production, PRODUCTION", "development, DEVELOPMENT"})
  void knownMode_isTaken(String text, Mode expected) {
    assertThat(read(text).get(Mode.SETTING)).isEqualTo(expected);
  }

  @Test
  void unknownMode_isRefused() {
    SettingsReader wrong = read("test");

    assertThat(wrong.get(Mode.SETTING)).isEqualTo(Mode.PRODUCTION);

    assertThatThrownBy(wrong::check)
        .hasMessage("warn.mode: 'test' must be production or development");
  }

  @Test
  void production_refusesPlainHttp() {
    Mode.PRODUCTION.requireTls(reader, ADDRESS, URI.create("http://host"));

    assertThatThrownBy(reader::check)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("an.address: must be an https address in production mode");
  }

  @ParameterizedTest
  @CsvSource({"PRODUCTION, https://host", "DEVELOPMENT, http://host", "DEVELOPMENT, https://host"})
  void otherAddress_isTaken(Mode mode, URI address) {
    mode.requireTls(reader, ADDRESS, address);

    assertThatCode(reader::check).doesNotThrowAnyException();
  }

  @Test
  void production_refusesADevelopmentPasswordWithoutRepeatingIt() {
    Mode.PRODUCTION.requireRealSecret(reader, SECRET, new Secret("development-hunter2"));

    assertThatThrownBy(reader::check)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("a.secret: must not be a development password in production mode")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource({"PRODUCTION, hunter2", "DEVELOPMENT, development-hunter2", "DEVELOPMENT, hunter2"})
  void otherPassword_isTaken(Mode mode, String password) {
    mode.requireRealSecret(reader, SECRET, new Secret(password));

    assertThatCode(reader::check).doesNotThrowAnyException();
  }

  @Test
  void faultyValue_isNotRefusedTwice() {
    Map<String, String> values = Map.of("warn.mode", "test", "an.address", "no address");
    SettingsReader faulty = new SettingsReader(name -> Optional.ofNullable(values.get(name)));
    Mode mode = faulty.get(Mode.SETTING);

    mode.requireTls(faulty, ADDRESS, faulty.get(ADDRESS));
    mode.requireTls(faulty, ADDRESS, URI.create("http://host"));
    mode.requireRealSecret(faulty, SECRET, faulty.get(SECRET));
    mode.requireRealSecret(faulty, SECRET, new Secret("development-hunter2"));

    assertThatThrownBy(faulty::check)
        .extracting(
            thrown -> ((InvalidSettingsException) thrown).faults(),
            org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(3);
  }

  private static SettingsReader read(String mode) {
    return new SettingsReader(name -> Optional.ofNullable(Map.of("warn.mode", mode).get(name)));
  }
}
