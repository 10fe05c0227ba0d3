package io.warnserver.federation.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTagTest {

  @Test
  void tag_isReadWrittenAndOrderedByDateAndNumber() {
    DownloadTag seven = DownloadTag.of("20261123-7").orElseThrow();

    assertThat(seven).isEqualTo(new DownloadTag(LocalDate.parse("2026-11-23"), 7));
    assertThat(seven.toString()).isEqualTo("20261123-7");
    assertThat(seven)
        .isLessThan(DownloadTag.of("20261123-10").orElseThrow())
        .isLessThan(DownloadTag.of("20261124-1").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "20261123", "20261123-0", "20261123-01", "20260230-1", "2026-11-23-1"})
  void otherForms_areNone(String text) {
    assertThat(DownloadTag.of(text)).isEmpty();
  }
}
