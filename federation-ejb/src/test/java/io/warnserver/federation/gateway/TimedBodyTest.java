package io.warnserver.federation.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimedBodyTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(1);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void bodyWithinTheLimits_isRead() throws IOException {
    try (TimedBody body = new TimedBody(bytes(10), LONG, 10, threads)) {
      assertThat(body.read()).isZero();
      assertThat(body.readAllBytes()).hasSize(9);
      assertThat(body.read()).isEqualTo(-1);
    }
  }

  @Test
  void bodyThatIsTooLong_isNotReadToItsEnd() throws IOException {
    try (TimedBody body = new TimedBody(bytes(11), LONG, 10, threads)) {
      assertThatThrownBy(body::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessage("the body is too long");
    }
  }

  @Test
  void bodyThatTrickles_endsWithTheTime() throws IOException {
    try (TimedBody body = new TimedBody(new Trickle(), Duration.ofMillis(10), 10, threads)) {
      assertThatThrownBy(body::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessage("the body did not arrive in time");
    }
  }

  private static InputStream bytes(int count) {
    return new ByteArrayInputStream(new byte[count]);
  }

  /** Gives a byte, and no other before it is closed. */
  private static final class Trickle extends InputStream {

    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean given;

    @Override
    public int read() throws IOException {
      if (!given) {
        given = true;
        return 0;
      }
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
      return -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int one = read();
      if (one >= 0) {
        bytes[offset] = (byte) one;
      }
      return one < 0 ? -1 : 1;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
