package io.warnserver.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlArrayTest {

  @Test
  void column_isWrittenAsPostgresqlReadsIt() {
    assertThat(SqlArray.of(List.of(1, 23), number -> number)).isEqualTo("{1,23}");
    assertThat(SqlArray.of(List.of("DE,FR", ""), word -> word)).isEqualTo("{\"DE,FR\",\"\"}");
    assertThat(SqlArray.of(List.of(true), flag -> flag)).isEqualTo("{true}");
    assertThat(SqlArray.of(List.of(), nothing -> nothing)).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "a\\b"})
  void textThatWouldNeedEscaping_isRefused(String word) {
    assertThatThrownBy(() -> SqlArray.of(List.of(word), any -> any))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
