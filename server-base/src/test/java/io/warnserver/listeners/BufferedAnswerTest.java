package io.warnserver.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BufferedAnswerTest {

  private final Answers answers = new Answers(Executors.defaultThreadFactory());
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final CountDownLatch completed = new CountDownLatch(1);
  private final HttpServletResponse response = response();
  private volatile int status = 200;
  private volatile int length = -1;
  private boolean asyncSupported = true;

  @AfterEach
  void stop() {
    answers.stop();
  }

  @Test
  void whatIsWritten_leavesWhenAllOfItIsThere() throws Exception {
    answer(
        (request, buffered) -> {
          buffered.getOutputStream().write("hello ".getBytes(StandardCharsets.UTF_8));
          buffered.flushBuffer();
          assertThat(sent.size()).isZero();
          assertThat(buffered.isCommitted()).isFalse();
          buffered.getOutputStream().write("world".getBytes(StandardCharsets.UTF_8));
        });

    assertThat(sent.toString(StandardCharsets.UTF_8)).isEqualTo("hello world");
    assertThat(length).isEqualTo(11);
  }

  @Test
  void textThatIsWritten_isInTheAnswersEncoding() throws Exception {
    answer((request, buffered) -> buffered.getWriter().print("Schlüssel"));

    assertThat(sent.toString(StandardCharsets.UTF_8)).isEqualTo("Schlüssel");
  }

  @Test
  void error_hasItsStatusAndNoPage() throws Exception {
    answer(
        (request, buffered) -> {
          buffered.getOutputStream().write(1);
          ((HttpServletResponse) buffered).sendError(404, "no such thing");
        });

    assertThat(status).isEqualTo(404);
    assertThat(sent.size()).isZero();
    assertThat(length).isZero();
  }

  @Test
  void requestThatCannotBeAsynchronous_isAnsweredAllTheSame() throws Exception {
    asyncSupported = false;

    BufferedAnswer.send(
        request(), response, (request, buffered) -> buffered.getOutputStream().write(7), answers);

    assertThat(sent.toByteArray()).containsExactly(7);
  }

  @Test
  void answerThatWaitsForItsTimeWhenTheApplicationStops_isSent() throws Exception {
    BufferedAnswer.send(
        request(), response, (request, buffered) -> buffered.getOutputStream().write(7), answers);

    answers.stop();

    assertThat(completed.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(sent.toByteArray()).containsExactly(7);
  }

  @Test
  void whatIsRefusedUnread_leavesWithItsStatusAndWithoutItsPage() throws Exception {
    BufferedAnswer.takeUnlessRefused(
        request(),
        response,
        (request, buffered) -> {
          ((HttpServletResponse) buffered).setStatus(415);
          buffered.getOutputStream().write(7);
        },
        answers);

    assertThat(completed.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(status).isEqualTo(415);
    assertThat(sent.size()).isZero();
  }

  @Test
  void whatIsSuspended_isLeftToWhoHasSuspendedIt() throws Exception {
    AsyncContext[] suspended = new AsyncContext[1];

    BufferedAnswer.takeUnlessRefused(
        request(),
        response,
        (request, buffered) -> suspended[0] = request.startAsync(request, buffered),
        answers);
    answers.stop();

    assertThat(completed.getCount()).isOne();
    assertThat(suspended[0]).isNotNull();
  }

  private void answer(FilterChain chain) throws Exception {
    BufferedAnswer.send(request(), response, chain, answers);
    assertThat(completed.await(1, TimeUnit.MINUTES)).isTrue();
  }

  private HttpServletRequest request() {
    AsyncContext context =
        proxy(
            AsyncContext.class,
            name ->
                switch (name) {
                  case "getResponse" -> response;
                  case "getRequest" -> proxy(HttpServletRequest.class, this::called);
                  case "complete" -> {
                    completed.countDown();
                    yield null;
                  }
                  default -> null;
                });
    return proxy(
        HttpServletRequest.class,
        name ->
            switch (name) {
              case "startAsync" -> context;
              default -> called(name);
            });
  }

  private Object called(String method) {
    return switch (method) {
      case "getMethod" -> "GET";
      case "isAsyncSupported" -> asyncSupported;
      case "getServletContext" -> proxy(ServletContext.class, name -> null);
      default -> throw new UnsupportedOperationException(method);
    };
  }

  private HttpServletResponse response() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            BufferedAnswerTest.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "setStatus" -> status = (int) arguments[0];
                case "setContentLength" -> length = (int) arguments[0];
                case "getOutputStream" -> {
                  return new Out(sent);
                }
                case "getCharacterEncoding" -> {
                  return "UTF-8";
                }
                case "isCommitted" -> {
                  return false;
                }
                case "getStatus" -> {
                  return status;
                }
                case "getHeader" -> {
                  assertThat(arguments).containsExactly("Connection");
                  return null;
                }
                default -> throw new UnsupportedOperationException(method.getName());
              }
              return null;
            });
  }

  private interface Calls {
    Object answer(String method);
  }

  private static <T> T proxy(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            BufferedAnswerTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> calls.answer(method.getName())));
  }

  private static final class Out extends ServletOutputStream {

    private final ByteArrayOutputStream bytes;

    Out(ByteArrayOutputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      try {
        listener.onWritePossible();
      } catch (IOException e) {
        listener.onError(e);
      }
    }

    @Override
    public void write(int value) {
      bytes.write(value);
    }
  }
}
