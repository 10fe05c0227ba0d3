package io.warnserver.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each type of setting takes, falls back to and refuses. */
class SettingTest {

  private enum Colour {
    RED,
    LIGHT_BLUE
  }

  private static final Setting<Integer> NUMBER = Setting.integer("a.number", 5, 1, 9, "A number.");
  private static final Setting<Duration> WAIT =
      Setting.duration(
          "a.wait", Duration.ofSeconds(2), Duration.ofMillis(10), Duration.ofMinutes(1), "A wait.");
  private static final Setting<Boolean> FLAG = Setting.flag("a.flag", true, "A flag.");
  private static final Setting<Colour> COLOUR = Setting.oneOf("a.colour", Colour.RED, "A colour.");
  private static final Setting<String> WORD =
      Setting.requiredText("a.word", "abc", Pattern.compile("[a-z]+"), "small letters", "A word.");
  private static final Setting<String> WORD_WITH_DEFAULT =
      Setting.text("b.word", "abc", Pattern.compile("[a-z]+"), "small letters", "A word.");
  private static final Setting<List<String>> LIST =
      Setting.list("a.list", "x,y", Pattern.compile("[a-z]"), "a list of letters", "A list.");
  private static final Setting<URI> ADDRESS = Setting.address("an.address", "An address.");
  private static final Setting<Path> PATH = Setting.path("a.path", "A path.");
  private static final Setting<Optional<Path>> OPTIONAL_PATH =
      Setting.optionalPath("b.path", "A path.");
  private static final Setting<Secret> SECRET = Setting.secret("a.secret", "A secret.");

  static Stream<Arguments> defaults() {
    return Stream.of(
        Arguments.of(NUMBER, 5),
        Arguments.of(WAIT, Duration.ofSeconds(2)),
        Arguments.of(FLAG, true),
        Arguments.of(COLOUR, Colour.RED),
        Arguments.of(WORD_WITH_DEFAULT, "abc"),
        Arguments.of(LIST, List.of("x", "y")),
        Arguments.of(OPTIONAL_PATH, Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void missingValue_isTheDefault(Setting<?> setting, Object expected) {
    SettingsReader reader = new SettingsReader(name -> Optional.empty());

    Object value = reader.get(setting);

    reader.check();
    assertThat(value).isEqualTo(expected);
  }

  static Stream<Arguments> good() {
    return Stream.of(
        Arguments.of(NUMBER, "1", 1),
        Arguments.of(NUMBER, "9", 9),
        Arguments.of(WAIT, "PT0.01S", Duration.ofMillis(10)),
        Arguments.of(WAIT, "PT1M", Duration.ofMinutes(1)),
        Arguments.of(FLAG, "true", true),
        Arguments.of(FLAG, "false", false),
        Arguments.of(COLOUR, "red", Colour.RED),
        Arguments.of(COLOUR, "light_blue", Colour.LIGHT_BLUE),
        Arguments.of(WORD, "xyz", "xyz"),
        Arguments.of(WORD_WITH_DEFAULT, "xyz", "xyz"),
        Arguments.of(LIST, "b", List.of("b")),
        Arguments.of(LIST, "c , b,a", List.of("c", "b", "a")),
        Arguments.of(ADDRESS, "http://localhost:8080/x", URI.create("http://localhost:8080/x")),
        Arguments.of(ADDRESS, "https://host", URI.create("https://host")),
        Arguments.of(ADDRESS, "https://host:443", URI.create("https://host")),
        Arguments.of(ADDRESS, "http://host:80/path/", URI.create("http://host/path")),
        Arguments.of(ADDRESS, "HTTPS://Host.Example:443/", URI.create("https://host.example")),
        Arguments.of(ADDRESS, "http://host:443", URI.create("http://host:443")),
        Arguments.of(ADDRESS, "https://host:", URI.create("https://host")),
        Arguments.of(ADDRESS, "https://[::1]:443/", URI.create("https://[::1]")),
        Arguments.of(PATH, "/etc/key.p12", Path.of("/etc/key.p12")),
        Arguments.of(OPTIONAL_PATH, "/etc", Optional.of(Path.of("/etc"))),
        Arguments.of(OPTIONAL_PATH, "", Optional.empty()),
        Arguments.of(SECRET, "s", new Secret("s")));
  }

  @ParameterizedTest
  @MethodSource("good")
  void allowedValue_isTaken(Setting<?> setting, String text, Object expected) {
    SettingsReader reader = reader(setting.name(), text);

    Object value = reader.get(setting);

    reader.check();
    assertThat(value).isEqualTo(expected);
  }

  static Stream<Arguments> bad() {
    String number = "a whole number from 1 to 9";
    String wait = "a duration from PT0.01S to PT1M";
    String flag = "true or false";
    String colour = "red or light_blue";
    String word = "small letters";
    String list = "a list of letters, each once";
    String address = "an address such as https://host:port";
    return Stream.of(
        Arguments.of(NUMBER, "0", number),
        Arguments.of(NUMBER, "10", number),
        Arguments.of(NUMBER, "", number),
        Arguments.of(NUMBER, "five", number),
        Arguments.of(NUMBER, "5.0", number),
        Arguments.of(NUMBER, " 5", number),
        Arguments.of(NUMBER, "4294967297", number),
        Arguments.of(WAIT, "PT0.009S", wait),
        Arguments.of(WAIT, "PT1M0.001S", wait),
        Arguments.of(WAIT, "-PT1S", wait),
        Arguments.of(WAIT, "2", wait),
        Arguments.of(WAIT, "2s", wait),
        Arguments.of(FLAG, "TRUE", flag),
        Arguments.of(FLAG, "yes", flag),
        Arguments.of(FLAG, "1", flag),
        Arguments.of(FLAG, "", flag),
        Arguments.of(COLOUR, "green", colour),
        Arguments.of(COLOUR, "", colour),
        Arguments.of(WORD, "", word),
        Arguments.of(WORD, "ABC", word),
        Arguments.of(WORD, "abc\n", word),
        Arguments.of(LIST, "", list),
        Arguments.of(LIST, "a,", list),
        Arguments.of(LIST, ",a", list),
        Arguments.of(LIST, "a;b", list),
        Arguments.of(LIST, "a,b,a", list),
        Arguments.of(ADDRESS, "localhost:8080", address),
        Arguments.of(ADDRESS, "ftp://host", address),
        Arguments.of(ADDRESS, "https:///path", address),
        Arguments.of(ADDRESS, "https://", address),
        Arguments.of(ADDRESS, "https://a b", address),
        Arguments.of(ADDRESS, "/path", address),
        Arguments.of(ADDRESS, "", address),
        Arguments.of(ADDRESS, "https://a_b", address),
        Arguments.of(ADDRESS, "https://host:0", address),
        Arguments.of(ADDRESS, "https://host:65536", address),
        Arguments.of(ADDRESS, "https://host/?query", address),
        Arguments.of(ADDRESS, "https://host/#fragment", address),
        Arguments.of(PATH, "a\0b", "a path"),
        Arguments.of(OPTIONAL_PATH, "a\0b", "a path"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void otherValue_isRefusedWithTheNameAndWhatIsAllowed(
      Setting<?> setting, String text, String allowed) {
    SettingsReader reader = reader(setting.name(), text);

    assertThat((Object) reader.get(setting)).isEqualTo(example(setting));

    assertThatThrownBy(reader::check)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(
            setting.name() + ": '" + text.replaceAll("[\n\0]", "?") + "' must be " + allowed);
  }

  static Stream<Arguments> required() {
    return Stream.of(
        Arguments.of(WORD, "a.word is missing: it must be small letters"),
        Arguments.of(
            ADDRESS, "an.address is missing: it must be an address such as https://host:port"),
        Arguments.of(PATH, "a.path is missing: it must be a path"),
        Arguments.of(SECRET, "a.secret is missing: it must be a secret"));
  }

  @ParameterizedTest
  @MethodSource("required")
  void missingRequiredValue_isRefused(Setting<?> setting, String fault) {
    SettingsReader reader = new SettingsReader(name -> Optional.empty());

    assertThat((Object) reader.get(setting)).isEqualTo(example(setting));

    assertThatThrownBy(reader::check)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(fault);
  }

  @Test
  void emptySecret_isRefused() {
    SettingsReader reader = reader("a.secret", "");

    assertThat(reader.get(SECRET)).isNotNull();

    assertThatThrownBy(reader::check)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("a.secret: the value must be a secret");
  }

  @Test
  void refusedSecret_isNotRepeated() {
    Setting<Integer> confidential =
        new Setting<>(
            "a.pin",
            Optional.empty(),
            "1234",
            "four digits",
            "A pin.",
            true,
            text -> Integer.valueOf(text));
    SettingsReader reader = reader("a.pin", "hunter2");

    assertThat(reader.get(confidential)).isEqualTo(1234);

    assertThatThrownBy(reader::check)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("a.pin: the value must be four digits")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr", "de", "ar"})
  void enumSetting_doesNotDependOnTheMachinesLanguage(String language) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(language));
    try {
      SettingsReader reader = reader("a.colour", "light_blue");

      assertThat(reader.get(Setting.oneOf("a.colour", Colour.RED, "A colour.")))
          .isEqualTo(Colour.LIGHT_BLUE);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void passwordInAnAddress_isRefusedAndNotRepeated() {
    SettingsReader reader = reader("an.address", "https://user:hunter2@host");

    assertThat((Object) reader.get(ADDRESS)).isEqualTo(example(ADDRESS));

    assertThatThrownBy(reader::check)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("an.address: 'https://…@host' must be an address such as https://host:port");
  }

  private static <T> T example(Setting<T> setting) {
    return setting.parser().apply(setting.example());
  }

  private static SettingsReader reader(String name, String value) {
    return new SettingsReader(asked -> Optional.ofNullable(Map.of(name, value).get(asked)));
  }
}
