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

    assertThat(reader.get(NUMBER)).isNull();
    assertThat(reader.get(FLAG)).isNull();
    assertThat(reader.get(SECRET)).isNull();
    reader.refuse("a.number and a.flag contradict each other");

    InvalidSettingsException thrown =
        catchThrowableOfType(InvalidSettingsException.class, reader::check);
    assertThat(thrown.faults())
        .containsExactly(
            "a.number: 'ten' must be a whole number from 1 to 9",
            "a.flag: 'maybe' must be true or false",
            "a.secret is missing: it must be a secret",
            "a.number and a.flag contradict each other");
    assertThat(thrown.getMessage().lines()).containsExactlyElementsOf(thrown.faults());
  }

  @Test
  void oneFaultAmongGoodValues_leavesTheGoodOnes() {
    SettingsReader reader =
        new SettingsReader(name -> Optional.ofNullable(Map.of("a.number", "ten").get(name)));

    assertThat(reader.get(NUMBER)).isNull();
    assertThat(reader.get(FLAG)).isTrue();

    assertThatThrownBy(reader::check)
        .hasMessageStartingWith("a.number")
        .hasMessageNotContaining("flag");
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
