package io.warnserver.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.protocols.keys.TemporaryExposureKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTypeTest {

  @ParameterizedTest
  @EnumSource
  void everyType_isFoundByItsNumberOnTheWire(ReportType type) {
    assertThat(ReportType.of(type.number())).contains(type);
    assertThat(TemporaryExposureKey.ReportType.valueOf(type.name()).getNumber())
        .isEqualTo(type.number());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 6, Integer.MAX_VALUE})
  void unknownNumber_isNone(int number) {
    assertThat(ReportType.of(number)).isEmpty();
  }
}
