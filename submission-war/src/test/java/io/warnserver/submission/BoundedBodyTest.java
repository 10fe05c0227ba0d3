package io.warnserver.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundedBodyTest {

  private static final int LIMIT = 100;

  @ParameterizedTest
  @CsvSource({
    "0, 0, true",
    "99, 99, true",
    "100, 100, true",
    "101, 101, false",
    "-1, 0, true",
    "-1, 100, true",
    "-1, 101, false",
    "-1, 100000, false",
    "100, 101, false",
    "5, 100, true"
  })
  void body_isReadUpToTheLimit(int announced, int length, boolean read) throws IOException {
    byte[] body = new byte[length];

    assertThat(
            BoundedBody.read(
                    new ByteArrayInputStream(body), announced, LIMIT, BoundedBodyTest::never)
                .isPresent())
        .isEqualTo(read);
  }

  @Test
  void body_isReadAsItWasSent() throws IOException {
    byte[] body = {1, 2, 3};

    assertThat(
            BoundedBody.read(new ByteArrayInputStream(body), -1, LIMIT, BoundedBodyTest::never)
                .orElseThrow())
        .isEqualTo(body);
  }

  @Test
  void bodyAnnouncedAsTooLarge_isNotReadAtAll() throws IOException {
    Endless body = new Endless();

    assertThat(BoundedBody.read(body, LIMIT + 1, LIMIT, BoundedBodyTest::never)).isEmpty();
    assertThat(body.given).isZero();
  }

  @Test
  void endlessBody_isReadOneByteBeyondTheLimit() throws IOException {
    Endless body = new Endless();

    assertThat(BoundedBody.read(body, -1, LIMIT, BoundedBodyTest::never)).isEmpty();
    assertThat(body.given).isEqualTo(LIMIT + 1);
  }

  @Test
  void bodyThatComesInPieces_isPutTogether() throws IOException {
    assertThat(
            BoundedBody.read(new OneByteAtATime(50), -1, LIMIT, BoundedBodyTest::never)
                .orElseThrow())
        .hasSize(50);
    assertThat(BoundedBody.read(new OneByteAtATime(101), -1, LIMIT, BoundedBodyTest::never))
        .isEmpty();
  }

  @Test
  void bodyThatComesTooSlowly_isGivenUp() {
    OneByteAtATime body = new OneByteAtATime(50);
    AtomicInteger pieces = new AtomicInteger();

    assertThatThrownBy(
            () -> BoundedBody.read(body, -1, LIMIT, () -> pieces.incrementAndGet() == 10))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(body.left).isEqualTo(40);
  }

  @Test
  void largeBody_isReadThroughAGrowingBuffer() throws IOException {
    byte[] body = new byte[100_000];
    new Random(1).nextBytes(body);

    assertThat(
            BoundedBody.read(
                    new ByteArrayInputStream(body), 100_000, 100_000, BoundedBodyTest::never)
                .orElseThrow())
        .isEqualTo(body);
  }

  @Test
  void brokenConnection_isToldToTheCaller() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        };

    assertThatThrownBy(() -> BoundedBody.read(broken, -1, LIMIT, BoundedBodyTest::never))
        .isInstanceOf(IOException.class);
  }

  private static boolean never() {
    return false;
  }

  private static final class Endless extends InputStream {

    private long given;

    @Override
    public int read() {
      given++;
      return 7;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      given += length;
      return length;
    }
  }

  private static final class OneByteAtATime extends InputStream {

    private int left;

    OneByteAtATime(int length) {
      left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 7 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int next = read();
      if (next < 0) {
        return -1;
      }
      bytes[offset] = (byte) next;
      return 1;
    }
  }
}
