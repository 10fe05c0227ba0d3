package io.warnserver.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.settings.SettingsReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {

  @Test
  void nothingSet_isTwoWeeks() {
    assertThat(new SettingsReader(name -> Optional.empty()).get(Retention.DAYS)).isEqualTo(14);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "31", "-14"})
  void daysOutOfRange_areRefused(String days) {
    SettingsReader reader = new SettingsReader(name -> Optional.of(days));

    assertThat(reader.get(Retention.DAYS)).isEqualTo(14);

    assertThatThrownBy(reader::check)
        .hasMessage("warn.retention-days: '" + days + "' must be a whole number from 1 to 30");
  }
}
