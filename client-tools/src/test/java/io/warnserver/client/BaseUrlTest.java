package io.warnserver.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
  @Test
  void baseWithFolderAndSlash_isResolved() {
    assertThat(BaseUrl.of("http://localhost:9000/bucket/").resolve("version/v1"))
        .hasToString("http://localhost:9000/bucket/version/v1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:8080",
        "file:///etc",
        "ftp://host",
        "http:opaque",
        "http://",
        "http://a b",
        "http://user@host",
        "http://host?x",
        "http://host#x"
      })
  void textThatIsNoBase_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> BaseUrl.of(text));
  }
}
