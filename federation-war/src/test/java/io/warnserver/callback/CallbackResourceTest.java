package io.warnserver.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackResourceTest {

  @Test
  void tagWithItsDate_isTaken() {
    assertThat(CallbackResource.parse(List.of("20261123-7"), List.of("2026-11-23")))
        .hasValueSatisfying(tag -> assertThat(tag.toString()).isEqualTo("20261123-7"));
  }

  @ParameterizedTest
  @CsvSource({
    "20261123-7, 2026-11-24",
    "20261123-7, 20261123",
    "20261123-7, 2026-11-23T00:00:00Z",
    "20261123-7, ''",
    "20261123-0, 2026-11-23",
    "20261123-07, 2026-11-23",
    "20261123-1234567890, 2026-11-23",
    "20261323-7, 2026-13-23",
    "20260230-7, 2026-02-30",
    "20261123, 2026-11-23",
    "'', 2026-11-23",
    "DE-20261123-7, 2026-11-23",
    "20261123-7 , 2026-11-23x",
    "'20261123-7\n', 2026-11-23"
  })
  void malformedParameters_areRefused(String tag, String date) {
    assertThat(CallbackResource.parse(List.of(tag), List.of(date))).isEmpty();
  }

  @Test
  void missingOrDoubledParameters_areRefused() {
    assertThat(CallbackResource.parse(List.of(), List.of("2026-11-23"))).isEmpty();
    assertThat(CallbackResource.parse(List.of("20261123-7"), List.of())).isEmpty();
    assertThat(CallbackResource.parse(List.of("20261123-7", "20261123-8"), List.of("2026-11-23")))
        .isEmpty();
  }
}
