package io.warnserver.submission;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyReaderTest {

  private static final int LIMIT = 100;

  private final List<String> told = new ArrayList<>();
  private byte[] received;
  private int room = 1_000_000;
  private Runnable whenTooLarge = () -> {};

  @ParameterizedTest
  @CsvSource({
    "0, whole",
    "1, whole",
    "99, whole",
    "100, whole",
    "101, too large",
    "100000, too large"
  })
  void body_isReadUpToTheLimit(int length, String end) throws IOException {
    byte[] body = bytes(length);

    read(-1, LIMIT, body);

    assertThat(told).containsExactly(end);
    if (end.equals("whole")) {
      assertThat(received).isEqualTo(body);
    }
  }

  @Test
  void bodyThatIsTooLarge_isReadOneByteBeyondTheLimit() throws IOException {
    Pieces pieces = read(-1, LIMIT, bytes(500), bytes(500));

    assertThat(told).containsExactly("too large");
    assertThat(pieces.given).isEqualTo(LIMIT + 1);
  }

  @Test
  void bodyThatComesInPieces_isPutTogether() throws IOException {
    byte[] body = bytes(60);
    byte[][] single = new byte[60][];
    for (int i = 0; i < single.length; i++) {
      single[i] = new byte[] {body[i]};
    }

    Pieces pieces = read(-1, LIMIT, single);

    assertThat(told).containsExactly("whole");
    assertThat(received).isEqualTo(body);
    assertThat(pieces.waited).isEqualTo(60);
  }

  @Test
  void largeBody_isReadThroughAGrowingBuffer() throws IOException {
    byte[] body = bytes(100_000);

    read(-1, 100_000, body);

    assertThat(received).isEqualTo(body);
  }

  @Test
  void bodyThatFindsNoRoom_isReadNoFurther() throws IOException {
    room = 12_288;

    Pieces body = read(-1, 100_000, bytes(20_000));

    assertThat(told).containsExactly("too much");
    assertThat(body.given).isEqualTo(16_384);
  }

  @Test
  void announcedBody_isWholeWithItsLastByteAndToldOnce() throws IOException {
    Pieces body = new Pieces(bytes(40), bytes(20));
    BodyReader reader = new BodyReader(body, 60, LIMIT, receiver());
    reader.onDataAvailable();
    assertThat(told).isEmpty();
    body.next();

    reader.onDataAvailable();
    assertThat(told).containsExactly("whole");
    reader.onAllDataRead();

    assertThat(told).containsExactly("whole");
    assertThat(received).hasSize(60);
    assertThat(body.waited).as("asked for more").isOne();
  }

  @Test
  void clientThatGoesAway_isToldOnce() throws IOException {
    BodyReader reader = new BodyReader(new Pieces(bytes(5)), 10, LIMIT, receiver());
    reader.onDataAvailable();

    reader.onError(new IOException("gone"));
    reader.onError(new IOException("still gone"));
    reader.onAllDataRead();

    assertThat(told).containsExactly("broken");
  }

  @Test
  void bodyThatIsLeftToAnother_isHisWithItsEnd() throws IOException {
    Pieces body = new Pieces(bytes(5), bytes(7));
    BodyReader reader = new BodyReader(body, 12, LIMIT, receiver());
    reader.onDataAvailable();

    reader.leaveTo(other);
    assertThat(body.next()).isTrue();
    reader.onDataAvailable();
    reader.onAllDataRead();
    reader.onError(new IOException("gone"));

    assertThat(told)
        .containsExactly("data for the other", "end for the other", "error for the other");
    assertThat(body.given).isEqualTo(5);
  }

  /** The one who reads at this moment goes on with the other. */
  @Test
  void bodyThatIsLeftWhileItIsTold_isTheOthersAtOnce() throws IOException {
    BodyReader[] reader = new BodyReader[1];
    whenTooLarge = () -> reader[0].leaveTo(other);
    reader[0] = new BodyReader(new Pieces(bytes(500)), -1, LIMIT, receiver());

    reader[0].onDataAvailable();

    assertThat(told).containsExactly("too large", "data for the other");
  }

  private final ReadListener other =
      new ReadListener() {
        @Override
        public void onDataAvailable() {
          told.add("data for the other");
        }

        @Override
        public void onAllDataRead() {
          told.add("end for the other");
        }

        @Override
        public void onError(Throwable failure) {
          told.add("error for the other");
        }
      };

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** As a container does it: calls again for each piece, then says that it was the last. */
  private Pieces read(int announced, int limit, byte[]... pieces) throws IOException {
    Pieces body = new Pieces(pieces);
    BodyReader reader = new BodyReader(body, announced, limit, receiver());
    do {
      reader.onDataAvailable();
    } while (body.next());
    reader.onAllDataRead();
    return body;
  }

  private BodyReader.Receiver receiver() {
    return new BodyReader.Receiver() {
      @Override
      public void whole(byte[] bytes) {
        told.add("whole");
        received = bytes;
      }

      @Override
      public void tooLarge() {
        told.add("too large");
        whenTooLarge.run();
      }

      @Override
      public boolean mayGrow(int bytes) {
        room -= bytes;
        return room >= 0;
      }

      @Override
      public void tooMuch() {
        told.add("too much");
      }

      @Override
      public void broken() {
        told.add("broken");
      }
    };
  }

  /** What has come so far can be read without waiting, and nothing else. */
  private static final class Pieces extends ServletInputStream {

    private final Deque<byte[]> later = new ArrayDeque<>();
    private byte[] now;
    private int given;
    private int waited;

    Pieces(byte[]... pieces) {
      later.addAll(Arrays.asList(pieces));
      now = later.remove();
    }

    boolean next() {
      if (later.isEmpty()) {
        return false;
      }
      now = later.remove();
      return true;
    }

    @Override
    public boolean isReady() {
      waited += now.length == 0 ? 1 : 0;
      return now.length > 0;
    }

    @Override
    public boolean isFinished() {
      return later.isEmpty();
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("one byte at a time is too slow");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      assertThat(now).as("read without waiting").isNotEmpty();
      int read = Math.min(length, now.length);
      System.arraycopy(now, 0, bytes, offset, read);
      now = Arrays.copyOfRange(now, read, now.length);
      given += read;
      return read;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("the test calls it");
    }
  }
}
