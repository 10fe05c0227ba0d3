package io.warnserver.federation.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class WholeBodyTest {

  @Test
  void bodyWithinTheLimits_isRead() throws IOException {
    try (InputStream body = counted(10, 10, 10)) {
      assertThat(body.read()).isZero();
      assertThat(body.readAllBytes()).hasSize(9);
      assertThat(body.read()).isEqualTo(-1);
    }
  }

  @Test
  void bodyThatIsTooLong_isNotReadToItsEnd() throws IOException {
    try (InputStream body = counted(11, 0, 10)) {
      assertThatThrownBy(body::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessage("the body is too long");
    }
  }

  @Test
  void skippedBytes_areCounted() throws IOException {
    try (InputStream body = counted(11, 0, 10)) {
      assertThatThrownBy(() -> body.skip(11)).hasMessage("the body is too long");
    }
  }

  @Test
  void bodyThatEndsBeforeItsLength_isCut() throws IOException {
    try (InputStream body = counted(9, 10, 10)) {
      assertThatThrownBy(body::readAllBytes)
          .isInstanceOf(EOFException.class)
          .hasMessage("the body is cut");
    }
  }

  private static InputStream counted(int bytes, long minBytes, long maxBytes) {
    return new WholeBody(new ByteArrayInputStream(new byte[bytes]), minBytes, maxBytes);
  }
}
