package io.warnserver.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

  private static final Setting<Integer> NUMBER = Setting.integer("a.number", 5, 1, 9, "A number.");
  private static final Setting<Boolean> FLAG = Setting.flag("a.flag", true, "A flag.");
  private static final Setting<Secret> SECRET = Setting.secret("a.secret", "A secret.");

  @Test
  void severalFaults_areReportedAtOnceInOrder() {
    Map<String, String> values = Map.of("a.number", "ten", "a.flag", "maybe");
    SettingsReader reader = new SettingsReader(name -> Optional.ofNullable(values.get(name)));

    assertThat(reader.get(NUMBER)).isEqualTo(5);
    assertThat(reader.get(FLAG)).isTrue();
    assertThat(reader.get(SECRET)).isNotNull();
    reader.refuse("a.number and a.flag contradict each other");

    InvalidSettingsException thrown =
        catchThrowableOfType(InvalidSettingsException.class, reader::check);
    assertThat(thrown.faults())
        .containsExactly(
            "a.number: 'ten' must be a whole number from 1 to 9",
            "a.flag: 'maybe' must be true or false",
            "a.secret is missing: it must be a secret",
            "a.number and a.flag contradict each other");
    assertThat(thrown.getMessage().split("; ")).containsExactlyElementsOf(thrown.faults());
  }

  @Test
  void oneFaultAmongGoodValues_leavesTheGoodOnes() {
    SettingsReader reader =
        new SettingsReader(name -> Optional.ofNullable(Map.of("a.number", "ten").get(name)));

    assertThat(reader.get(NUMBER)).isEqualTo(5);
    assertThat(reader.get(FLAG)).isTrue();

    assertThatThrownBy(reader::check)
        .hasMessageStartingWith("a.number")
        .hasMessageNotContaining("flag");
  }

  @Test
  void exampleInPlaceOfAFaultyValue_isNotJudged() {
    SettingsReader reader =
        new SettingsReader(name -> Optional.ofNullable(Map.of("a.number", "ten").get(name)));
    int number = reader.get(NUMBER);
    boolean flag = reader.get(FLAG);

    reader.refuseIf(number == 5, "must not be 5 where a.flag is true", NUMBER, FLAG);
    reader.refuseIf(flag && number == 5, "must be false for 5", FLAG, NUMBER);
    reader.refuseIf(flag, "must be false", FLAG);
    reader.refuseIf(!flag, "must be true", FLAG);

    assertThat(catchThrowableOfType(InvalidSettingsException.class, reader::check).faults())
        .containsExactly(
            "a.number: 'ten' must be a whole number from 1 to 9", "a.flag: must be false");
  }

  @Test
  void noFault_passes() {
    SettingsReader reader = new SettingsReader(name -> Optional.empty());

    assertThat(reader.get(NUMBER)).isEqualTo(5);

    assertThatCode(reader::check).doesNotThrowAnyException();
  }

  @Test
  void faults_cannotBeChangedAfterwards() {
    InvalidSettingsException thrown = new InvalidSettingsException(java.util.List.of("one"));

    assertThatThrownBy(() -> thrown.faults().add("two"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
