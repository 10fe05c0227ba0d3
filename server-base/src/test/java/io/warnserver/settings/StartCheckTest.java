package io.warnserver.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StartCheckTest {

  private static final Setting<Integer> SHARED = Setting.integer("shared", 5, 1, 9, "A number.");
  private static final Setting<Boolean> FLAG = Setting.flag("a.flag", true, "A flag.");
  private static final Setting<Secret> SECRET = Setting.secret("a.secret", "A secret.");

  @Test
  void goodSettings_haveNoFault() {
    assertThat(faults(Map.of("a.secret", "hunter2"), reading(SHARED, FLAG), reading(SECRET)))
        .isEmpty();
  }

  @Test
  void faultsOfAllModules_areFoundAtOnce() {
    assertThat(faults(Map.of("a.flag", "maybe"), reading(FLAG), reading(SECRET)))
        .containsExactly(
            "a.flag: 'maybe' must be true or false", "a.secret is missing: it must be a secret");
  }

  @Test
  void faultOfASettingThatSeveralModulesRead_isFoundOnce() {
    assertThat(
            faults(
                Map.of("shared", "0", "a.flag", "maybe"), reading(SHARED), reading(SHARED, FLAG)))
        .containsExactly(
            "shared: '0' must be a whole number from 1 to 9",
            "a.flag: 'maybe' must be true or false");
  }

  @Test
  void laterReadingOfAModule_isTriedAfterAFault() {
    StartReadings twice =
        () -> List.of(reader -> read(reader, SHARED), reader -> read(reader, SECRET));

    assertThat(faults(Map.of("shared", "0"), twice)).hasSize(2);
  }

  private static StartReadings reading(Setting<?>... settings) {
    return () -> List.of(reader -> read(reader, settings));
  }

  private static Object read(SettingsReader reader, Setting<?>... settings) {
    List.of(settings).forEach(reader::get);
    reader.check();
    return settings;
  }

  private static Set<String> faults(Map<String, String> values, StartReadings... modules) {
    return StartCheck.faults(
        List.of(modules), () -> new SettingsReader(name -> Optional.ofNullable(values.get(name))));
  }
}
