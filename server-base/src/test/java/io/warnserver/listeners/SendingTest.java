package io.warnserver.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SendingTest {

  private final Client client = new Client();
  private int completed;
  private boolean endedByContainer;
  private String connection;
  private boolean wentOnBehindTheLast;

  @Test
  void clientThatTakesItsAnswer_getsAllOfIt() {
    Sending answer = sending("hello");

    answer.begin();

    assertThat(client.taken.toString(StandardCharsets.UTF_8)).isEqualTo("hello");
    assertThat(completed).isOne();
    assertThat(answer.isEnded()).isTrue();
  }

  @Test
  void clientThatTakesNothing_keepsTheRequestAndNoThread() {
    client.ready = false;
    Sending answer = sending("hello");

    answer.begin();

    assertThat(client.taken.size()).isZero();
    assertThat(completed).isZero();
    assertThat(answer.isEnded()).isFalse();
  }

  @Test
  void clientThatTakesItsAnswerLate_getsItOnce() {
    client.readyAfterWrite = false;
    Sending answer = sending("hello");
    answer.begin();
    assertThat(completed).isZero();

    client.ready = true;
    answer.onWritePossible();

    assertThat(client.taken.toString(StandardCharsets.UTF_8)).isEqualTo("hello");
    assertThat(completed).isOne();
  }

  @Test
  void clientThatHasGone_endsTheRequestWithoutAFailure() {
    client.gone = true;

    sending("hello").begin();

    assertThat(completed).isOne();
  }

  @Test
  void connectionThatBreaks_endsTheRequestOnce() {
    client.ready = false;
    Sending answer = sending("hello");
    answer.begin();

    answer.onError(new IOException("reset"));
    answer.giveUp();

    assertThat(completed).isOne();
  }

  @Test
  void requestThatTheContainerHasEnded_isNoFailure() {
    endedByContainer = true;

    sending("").begin();

    assertThat(completed).isZero();
  }

  @Test
  void answerWithoutABody_writesNothing() {
    client.gone = true;
    client.goneIsSeenByWritingOnly = true;

    sending("").begin();

    assertThat(completed).isOne();
  }

  @Test
  void requestBehindTheLastAnswer_isTold() {
    connection = "close";

    sending("hello").begin();

    assertThat(wentOnBehindTheLast).isTrue();
    assertThat(Sending.isBehindTheLast()).as("afterwards").isFalse();
  }

  @Test
  void requestBehindAnAnswerThatNobodyTakes_isTold() {
    client.gone = true;

    sending("hello").begin();

    assertThat(wentOnBehindTheLast).isTrue();
    assertThat(Sending.isBehindTheLast()).as("afterwards").isFalse();
  }

  @Test
  void requestBehindAnotherAnswer_isServed() {
    sending("hello").begin();

    assertThat(completed).isOne();
    assertThat(wentOnBehindTheLast).isFalse();
  }

  private Sending sending(String body) {
    HttpServletResponse response =
        (HttpServletResponse)
            Proxy.newProxyInstance(
                SendingTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) ->
                    method.getName().equals("getHeader") ? connection : client);
    AsyncContext context =
        (AsyncContext)
            Proxy.newProxyInstance(
                SendingTest.class.getClassLoader(),
                new Class<?>[] {AsyncContext.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("getResponse");
                  return response;
                });
    return new Sending(context, body.getBytes(StandardCharsets.UTF_8), this::complete);
  }

  private void complete() {
    if (endedByContainer) {
      throw new IllegalStateException("ended");
    }
    completed++;
    wentOnBehindTheLast = Sending.isBehindTheLast();
  }

  /** Calls back as Payara does: in the thread that sets the listener, where it is ready. */
  private static final class Client extends ServletOutputStream {

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private boolean ready = true;
    private boolean readyAfterWrite = true;
    private boolean gone;
    private boolean goneIsSeenByWritingOnly;

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      if (gone && !goneIsSeenByWritingOnly) {
        listener.onError(new IOException("gone"));
      } else if (ready) {
        try {
          listener.onWritePossible();
        } catch (IOException e) {
          listener.onError(e);
        }
      }
    }

    @Override
    public void write(int value) throws IOException {
      if (gone) {
        throw new IOException("gone");
      }
      taken.write(value);
      ready = readyAfterWrite;
    }
  }
}
