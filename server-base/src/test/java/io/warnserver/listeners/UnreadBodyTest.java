package io.warnserver.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done with the rest of a body; {@code UnreadBodiesContract} asks the servers. */
class UnreadBodyTest {

  private final Endless body = new Endless();
  private final List<Runnable> started = new ArrayList<>();
  private WriteListener answering;
  private int completed;
  private boolean gone;

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, GET, -1, , false",
    "HTTP/1.1, POST, -1, , false",
    "HTTP/1.1, POST, 0, , false",
    "HTTP/1.1, GET, 1, , true",
    "HTTP/1.1, POST, -1, chunked, true",
    "HTTP/2.0, GET, -1, , false",
    "HTTP/2.0, GET, 5, , true",
    "HTTP/2.0, POST, 0, , false",
    "HTTP/2.0, POST, -1, , true"
  })
  void body_mayComeIfTheHeadSaysSo(
      String protocol, String method, long length, String transferEncoding, boolean may) {
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                UnreadBodyTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) ->
                    switch (called.getName()) {
                      case "getProtocol" -> protocol;
                      case "getMethod" -> method;
                      case "getContentLengthLong" -> length;
                      default -> transferEncoding;
                    });

    assertThat(UnreadBody.mayCome(request)).isEqualTo(may);
  }

  @Test
  void rest_isTakenUpToANumberOfBytes() throws IOException {
    UnreadBody rest = unread();

    body.available = UnreadBody.MOST;
    rest.onDataAvailable();
    body.available = 1_000_000;

    assertThatThrownBy(rest::onDataAvailable).isInstanceOf(IOException.class);
    assertThat(body.taken).isBetween(UnreadBody.MOST + 1, UnreadBody.MOST + 8192);
    assertThat(completed).isZero();
  }

  /** Both from threads of their own; ended before, the answer could be cut off. */
  @Test
  void bodyThatEndsBeforeTheAnswerHasLeft_endsTheRequestAfterwards() throws IOException {
    UnreadBody rest = unread();
    rest.onAllDataRead();
    rest.answer(reading -> {});
    assertThat(completed).isZero();

    answering.onWritePossible();

    assertThat(completed).isOne();
  }

  @Test
  void clientThatGoesBeforeItTakesTheAnswer_endsTheRequestOnce() throws IOException {
    UnreadBody rest = unread();
    rest.answer(reading -> {});
    rest.giveUp();
    assertThat(completed).isZero();

    answering.onError(new IOException("gone"));

    assertThat(completed).isOne();
  }

  @Test
  void endOfTheBody_endsTheRequestOnce() throws IOException {
    UnreadBody rest = answered();

    rest.onAllDataRead();
    rest.onError(new IOException("gone"));
    started.forEach(Runnable::run);
    rest.giveUp();

    assertThat(completed).isOne();
  }

  /** In the listener, Undertow would wait for the client. */
  @Test
  void clientThatHasGone_isEndedByAnotherThread() throws IOException {
    UnreadBody rest = answered();

    rest.onError(new IOException("gone"));
    assertThat(completed).isZero();
    assertThat(started).hasSize(1);
    started.get(0).run();

    assertThat(completed).isOne();
  }

  @Test
  void requestThatTheContainerHasEnded_isNoFailure() throws IOException {
    UnreadBody rest = unread();
    gone = true;

    rest.onError(new IOException("gone"));
    rest.giveUp();
    body.available = 10;
    rest.onDataAvailable();

    assertThat(completed).isZero();
    assertThat(body.taken).isZero();
  }

  @Test
  void timerOfARequestThatHasEnded_isGone() throws IOException {
    try (Timers timers = new Timers()) {
      UnreadBody before = unread();
      before.endBy(later(timers));
      assertThat(timers.scheduler.getQueue()).hasSize(1);
      before.onAllDataRead();
      UnreadBody after = unread();
      after.onAllDataRead();
      after.endBy(later(timers));

      assertThat(timers.scheduler.getQueue()).isEmpty();
    }
  }

  private UnreadBody answered() throws IOException {
    UnreadBody rest = unread();
    rest.answer(reading -> {});
    answering.onWritePossible();
    return rest;
  }

  private static Future<?> later(Timers timers) {
    return timers.scheduler.schedule(() -> {}, 1, TimeUnit.HOURS);
  }

  private UnreadBody unread() throws IOException {
    return new UnreadBody(
        context(),
        () -> {
          if (gone) {
            throw new IllegalStateException("ended");
          }
          completed++;
        });
  }

  private AsyncContext context() {
    ServletOutputStream out =
        new ServletOutputStream() {
          @Override
          public boolean isReady() {
            return true;
          }

          @Override
          public void setWriteListener(WriteListener listener) {
            answering = listener;
          }

          @Override
          public void write(int value) {
            throw new UnsupportedOperationException("nobody writes");
          }
        };
    HttpServletResponse response =
        (HttpServletResponse)
            Proxy.newProxyInstance(
                UnreadBodyTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) ->
                    method.getName().equals("getOutputStream") ? out : null);
    ServletRequest request =
        (ServletRequest)
            Proxy.newProxyInstance(
                UnreadBodyTest.class.getClassLoader(),
                new Class<?>[] {ServletRequest.class},
                (proxy, method, arguments) ->
                    method.getName().equals("getProtocol") ? "HTTP/1.1" : body);
    return (AsyncContext)
        Proxy.newProxyInstance(
            UnreadBodyTest.class.getClassLoader(),
            new Class<?>[] {AsyncContext.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getRequest")) {
                return request;
              }
              if (method.getName().equals("getResponse")) {
                return response;
              }
              assertThat(method.getName()).isEqualTo("start");
              if (gone) {
                throw new IllegalStateException("ended");
              }
              started.add((Runnable) arguments[0]);
              return null;
            });
  }

  private static final class Timers implements AutoCloseable {

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);

    Timers() {
      scheduler.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void close() {
      scheduler.shutdownNow();
    }
  }

  /** Some of it has come. */
  private static final class Endless extends ServletInputStream {

    private long available;
    private long taken;

    @Override
    public boolean isReady() {
      return available > 0;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int read = (int) Math.min(length, available);
      available -= read;
      taken += read;
      return read;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("one byte at a time is too slow");
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("the test calls it");
    }
  }
}
