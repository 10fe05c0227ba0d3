package io.warnserver.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.SettingsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RiskDerivationTest {

  private static final String SETTING = "warn.derivation-file";
  private static final String FORM =
      SETTING
          + ": must be a JSON object with the three members of the shipped file and whole numbers";
  private static final String DAYS =
      "\"daysSinceOnsetFromTransmissionRiskLevel\":"
          + "{\"1\":11,\"2\":12,\"3\":13,\"4\":14,\"5\":15,\"6\":16,\"7\":17,\"8\":18}";
  private static final String LEVELS =
      "\"transmissionRiskLevelFromDaysSinceOnset\":{\"-15\":8,\"4000\":2}";
  private static final String DEFAULT = "\"defaultTransmissionRiskLevel\":3";

  @TempDir private Path folder;

  /** The shipped file, cut by hand: what the code under test reads with a JSON parser. */
  static Stream<Arguments> shippedEntries() throws IOException {
    String text;
    try (var in = RiskDerivation.class.getResourceAsStream("derivation.json")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    int second = text.indexOf("transmissionRiskLevelFromDaysSinceOnset");
    return Pattern.compile("\"(-?\\d+)\": *(-?\\d+)")
        .matcher(text)
        .results()
        .map(
            match ->
                Arguments.of(
                    match.start() < second,
                    Integer.valueOf(match.group(1)),
                    Integer.valueOf(match.group(2))));
  }

  @ParameterizedTest(name = "days from level {0}: {1} -> {2}")
  @MethodSource("shippedEntries")
  void shippedEntry_isUsed(boolean daysFromLevel, int from, int to) {
    RiskDerivation shipped = shipped();

    assertThat(daysFromLevel ? shipped.daysOf(from) : shipped.riskLevelOf(from)).isEqualTo(to);
  }

  @Test
  void shippedFile_hasAllItsEntries() throws IOException {
    assertThat(shippedEntries().filter(entry -> (boolean) entry.get()[0])).hasSize(8);
    assertThat(shipped().daysOfRiskLevel()).hasSize(8);
    assertThat(shippedEntries()).hasSize(8 + shipped().riskLevelOfDays().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {-15, -6, 7, 21, 193, 4000 - 15})
  void daysWithoutAnEntry_haveTheDefaultLevel(int days) {
    RiskDerivation shipped = shipped();

    assertThat(shipped.riskLevelOfDays()).doesNotContainKey(days);
    assertThat(shipped.riskLevelOf(days)).isEqualTo(1);
  }

  @Test
  void operatorsFile_isUsed() throws IOException {
    RiskDerivation own = from(file("{" + DEFAULT + "," + DAYS + "," + LEVELS + "}"));

    assertThat(own.defaultRiskLevel()).isEqualTo(3);
    assertThat(own.daysOf(8)).isEqualTo(18);
    assertThat(own.riskLevelOf(-15)).isEqualTo(8);
    assertThat(own.riskLevelOf(4000)).isEqualTo(2);
    assertThat(own.riskLevelOf(0)).isEqualTo(3);
  }

  static Stream<Arguments> brokenFiles() {
    String good = "{" + DEFAULT + "," + DAYS + "," + LEVELS + "}";
    String level = SETTING + ": a transmission risk level must be from 1 to 8";
    String days = SETTING + ": days since onset must be from -15 to 4000";
    return Stream.of(
        Arguments.of("empty", "", FORM),
        Arguments.of("not JSON", "hello", FORM),
        Arguments.of("cut off", good.substring(0, good.length() - 3), FORM),
        Arguments.of("an array", "[1]", FORM),
        Arguments.of("no default", "{" + DAYS + "," + LEVELS + "}", FORM),
        Arguments.of("no days", "{" + DEFAULT + "," + LEVELS + "}", FORM),
        Arguments.of("no levels", "{" + DEFAULT + "," + DAYS + "}", FORM),
        Arguments.of("null for a map", good.replaceFirst("\\{\"-15\".*\\}", "null}"), FORM),
        Arguments.of("text for a number", good.replace(":11", ":\"11\""), FORM),
        Arguments.of("a fraction", good.replace(":11", ":11.5"), FORM),
        Arguments.of("a number beyond int", good.replace(":11", ":4294967307"), FORM),
        Arguments.of("a default beyond int", good.replace("Level\":3", "Level\":4294967299"), FORM),
        Arguments.of("a key that is no number", good.replace("\"-15\"", "\"many\""), FORM),
        Arguments.of("nested too deeply", "{\"a\":" + "[".repeat(100_000), FORM),
        Arguments.of(
            "a level missing",
            good.replace(",\"4\":14", ""),
            SETTING + ": no days since onset for transmission risk level 4"),
        Arguments.of("a level beyond 8", good.replace(",\"8\":18", ",\"8\":18,\"9\":19"), level),
        Arguments.of("default 0", good.replace("Level\":3", "Level\":0"), level),
        Arguments.of("default 9", good.replace("Level\":3", "Level\":9"), level),
        Arguments.of("level 9 of days", good.replace("\"-15\":8", "\"-15\":9"), level),
        Arguments.of("level 0 of days", good.replace("\"-15\":8", "\"-15\":0"), level),
        Arguments.of("days of a level too small", good.replace(":11", ":-16"), days),
        Arguments.of("days of a level too large", good.replace(":11", ":4001"), days),
        Arguments.of("days too small", good.replace("\"-15\"", "\"-16\""), days),
        Arguments.of("days too large", good.replace("\"4000\"", "\"4001\""), days));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenFiles")
  void brokenFile_isRefusedWithOneLine(String what, String content, String fault)
      throws IOException {
    String file = file(content);

    InvalidSettingsException thrown =
        catchThrowableOfType(InvalidSettingsException.class, () -> from(file));

    assertThat(thrown.faults()).containsExactly(fault);
  }

  @Test
  void missingFile_isRefused() {
    String file = folder.resolve("none.json").toString();

    assertThatThrownBy(() -> from(file))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(SETTING + ": cannot read " + file);
  }

  @Test
  void folderInsteadOfAFile_isRefused() {
    assertThatThrownBy(() -> from(folder.toString()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageStartingWith(SETTING + ": ");
  }

  @Test
  void hugeFile_isRefusedBeforeItIsRead() throws IOException {
    String file = file(" ".repeat((1 << 20) + 1));

    assertThatThrownBy(() -> from(file))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(SETTING + ": the file is larger than 1048576 bytes");
  }

  private static RiskDerivation shipped() {
    return RiskDerivation.from(new SettingsReader(name -> Optional.empty()));
  }

  private static RiskDerivation from(String file) {
    Map<String, String> values = Map.of(SETTING, file);
    return RiskDerivation.from(new SettingsReader(name -> Optional.ofNullable(values.get(name))));
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("derivation.json"), content).toString();
  }
}
