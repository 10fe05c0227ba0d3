package io.warnserver.submission.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.listeners.Answers;
import io.warnserver.submission.base.Outcome;
import io.warnserver.submission.base.RefusedException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

  private static final int LIMIT = 100;
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Answers answers = new Answers(Executors.defaultThreadFactory());
  private final List<String> told = new ArrayList<>();
  private BodyMemory memory = new BodyMemory(1_000_000);
  private Duration timeout = LONG;

  @AfterEach
  void stop() {
    answers.stop();
    assertThat(memory.taken()).as("memory that was not given back").isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 99, 100})
  void bodyUpToTheLimit_isTaken(int length) throws IOException {
    byte[] sent = bytes(length);

    RequestBody body = read(new Pieces(sent), -1, LIMIT);

    assertTaken(body, sent);
    assertThat(body.isOver()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 100_000})
  void bodyBeyondTheLimit_isRefused(int length) throws IOException {
    assertRefused(read(new Pieces(bytes(length)), -1, LIMIT), "BodySize", Outcome.TOO_LARGE);
  }

  @Test
  void bodyThatIsTooLarge_isReadOneByteBeyondTheLimit() throws IOException {
    Pieces pieces = new Pieces(bytes(500), bytes(500));

    assertRefused(read(pieces, -1, LIMIT), "BodySize", Outcome.TOO_LARGE);

    assertThat(pieces.given).isEqualTo(LIMIT + 1);
  }

  @Test
  void bodyThatIsAnnouncedTooLarge_isNotRead() {
    Pieces pieces = new Pieces(bytes(500));
    RequestBody body = body(pieces, LIMIT + 1, LIMIT);

    body.read();

    assertRefused(body, "BodySize", Outcome.TOO_LARGE);
    assertThat(pieces.listener).isNull();
  }

  @Test
  void bodyThatComesInPieces_isPutTogether() throws IOException {
    byte[] sent = bytes(60);
    byte[][] single = new byte[60][];
    for (int i = 0; i < single.length; i++) {
      single[i] = new byte[] {sent[i]};
    }
    Pieces pieces = new Pieces(single);

    RequestBody body = read(pieces, -1, LIMIT);

    assertTaken(body, sent);
    assertThat(pieces.waited).isEqualTo(60);
  }

  @Test
  void largeBody_isReadThroughAGrowingBuffer() throws IOException {
    byte[] sent = bytes(100_000);

    assertTaken(read(new Pieces(sent), -1, 100_000), sent);
  }

  @Test
  void bodyThatFindsNoMemory_isReadNoFurther() throws IOException {
    memory = new BodyMemory(20_000);
    Pieces pieces = new Pieces(bytes(30_000));

    assertRefused(read(pieces, -1, 100_000), "BodyRoom", Outcome.UNAVAILABLE);

    assertThat(pieces.given).isEqualTo(16_384);
  }

  @Test
  void bodyThatGivesWayToOthers_isRefused() {
    memory = new BodyMemory(150);
    RequestBody eldest = body(new Pieces(bytes(5)), -1, LIMIT);
    eldest.read();
    RequestBody other = body(new Pieces(bytes(5)), -1, LIMIT);
    other.read();

    assertRefused(eldest, "BodyRoom", Outcome.UNAVAILABLE);
    other.onError(new IOException("gone"));
  }

  @Test
  void bodyThatDoesNotCome_isRefusedWhenItsTimeIsOver() {
    timeout = Duration.ofMillis(10);
    RequestBody body = body(new Pieces(bytes(5)), 10, LIMIT);

    body.read();

    assertRefused(body, "BodyInTime", Outcome.TOO_SLOW);
    assertThat(body.isOver()).isFalse();
  }

  @Test
  void announcedBody_isWholeWithItsLastByte() throws IOException {
    Pieces pieces = new Pieces(bytes(40), bytes(20));
    RequestBody body = body(pieces, 60, LIMIT);
    body.read();
    body.onDataAvailable();
    assertThat(body.whole()).isNotDone();
    pieces.next();

    body.onDataAvailable();

    assertThat(body.whole()).isCompleted();
    assertThat(body.take()).hasSize(60);
    body.onAllDataRead();
    assertThat(pieces.waited).as("asked for more").isOne();
  }

  @Test
  void clientThatGoesAway_isRefusedOnce() throws IOException {
    RequestBody body = body(new Pieces(bytes(5)), 10, LIMIT);
    body.read();
    body.onDataAvailable();

    body.onError(new IOException("gone"));
    body.onError(new IOException("still gone"));
    body.onAllDataRead();

    assertRefused(body, "BodyReadable", Outcome.REFUSED);
    assertThat(body.isOver()).isTrue();
  }

  @Test
  void requestThatTheContainerHasEnded_isRefused() {
    Pieces pieces = new Pieces(bytes(5));
    pieces.ended = true;
    RequestBody body = body(pieces, 10, LIMIT);

    body.read();

    assertRefused(body, "BodyReadable", Outcome.REFUSED);
  }

  @Test
  void bodyThatWasRefused_isTheOthersWithItsEnd() throws IOException {
    Pieces pieces = new Pieces(bytes(5), bytes(7));
    RequestBody body = body(pieces, 12, LIMIT);
    body.read();
    body.onDataAvailable();

    body.refuse("Any", Outcome.UNAVAILABLE);
    body.leaveTo(other);
    assertThat(pieces.next()).isTrue();
    body.onDataAvailable();
    body.onAllDataRead();
    body.onError(new IOException("gone"));

    assertThat(told)
        .containsExactly("data for the other", "end for the other", "error for the other");
    assertThat(pieces.given).isEqualTo(5);
  }

  /** The one who reads at this moment goes on with the other. */
  @Test
  void bodyThatIsLeftWhileItIsRefused_isTheOthersAtOnce() throws IOException {
    RequestBody body = body(new Pieces(bytes(500)), -1, LIMIT);
    body.read();
    var unused = body.whole().whenComplete((done, refusal) -> body.leaveTo(other));

    body.onDataAvailable();

    assertThat(told).containsExactly("data for the other");
  }

  @Test
  void bodyThatEndsBeforeItIsLeft_isToldToTheOtherAsOver() {
    RequestBody body = body(new Pieces(bytes(5)), 10, LIMIT);
    body.read();
    body.onError(new IOException("gone"));

    body.leaveTo(other);

    assertThat(told).containsExactly("end for the other");
  }

  @Test
  void bodyThatWasRefusedUnread_isReadByTheOther() {
    Pieces pieces = new Pieces(bytes(5));
    RequestBody body = body(pieces, -1, LIMIT);
    body.refuse("FakeHeader", Outcome.REFUSED);

    body.leaveTo(other);

    assertThat(pieces.listener).isSameAs(other);
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

  private RequestBody body(Pieces pieces, int announced, int limit) {
    return new RequestBody(pieces, announced, limit, timeout, memory, answers);
  }

  /** As a container does it: calls again for each piece, then says that it was the last. */
  private RequestBody read(Pieces pieces, int announced, int limit) throws IOException {
    RequestBody body = body(pieces, announced, limit);
    body.read();
    do {
      body.onDataAvailable();
    } while (pieces.next());
    body.onAllDataRead();
    return body;
  }

  private static void assertTaken(RequestBody body, byte[] sent) {
    assertThat(body.whole()).isCompleted();
    assertThat(body.take()).isEqualTo(sent);
    assertThat(body.take()).as("what is kept").isEmpty();
  }

  private static void assertRefused(RequestBody body, String rule, Outcome outcome) {
    assertThatThrownBy(() -> body.whole().get(20, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.rule()).isEqualTo(rule);
              assertThat(refused.outcome()).isEqualTo(outcome);
            });
  }

  /** What has come so far can be read without waiting, and nothing else. */
  private static final class Pieces extends ServletInputStream {

    private final Deque<byte[]> later = new ArrayDeque<>();
    private byte[] now;
    private int given;
    private int waited;
    private boolean ended;
    private ReadListener listener;

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
    public void setReadListener(ReadListener newListener) {
      if (ended) {
        throw new IllegalStateException("the client has gone");
      }
      listener = newListener;
    }
  }
}
