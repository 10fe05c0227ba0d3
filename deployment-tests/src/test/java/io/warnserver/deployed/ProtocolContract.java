package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** Which protocol the listeners speak, and who waits for whom: HTTP/1.1, and nobody. */
interface ProtocolContract {

  /** RFC 9113, 3.4: the preface, and settings without a value. */
  String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";

  /** RFC 7540, 3.2: obsolete, and spoken where nobody says otherwise. */
  String UPGRADE =
      String.join(
          "\r\n",
          "GET /version/v1/openapi.yaml HTTP/1.1",
          "Host: localhost",
          "Connection: Upgrade, HTTP2-Settings",
          "Upgrade: h2c",
          "HTTP2-Settings: AAMAAABkAAQAAP__",
          "",
          "");

  int PATIENCE_MILLIS = 5_000;

  /** {@code SubmissionPayload.requestPadding}, three bytes. */
  String FAKE = "\u0012\u0003\u0000\u0000\u0000";

  /** The server under test. */
  DeployedServer server();

  /** Ports without TLS. */
  Set<Integer> plainPorts();

  /** Ports with TLS, each with what a client needs there. */
  Map<Integer, SSLContext> tlsPorts() throws Exception;

  @Test
  default void http2_isSpokenOnNoListener() throws Exception {
    Map<String, Callable<RawExchange>> beginnings = new LinkedHashMap<>();
    for (String beginning : List.of(PREFACE, UPGRADE)) {
      for (int port : plainPorts()) {
        beginnings.put(port + " " + beginning, () -> answerTo(() -> connected(port), beginning));
      }
      for (Map.Entry<Integer, SSLContext> listener : tlsPorts().entrySet()) {
        beginnings.put(
            listener.getKey() + " " + beginning, () -> answerTo(() -> tls(listener), beginning));
      }
    }

    StrangerContract.answers(beginnings)
        .forEach(
            (name, answer) ->
                assertThat(answer.text()).as(name).matches(ProtocolContract::isHttp1));
  }

  @Test
  default void http2_isAgreedToOnNoListener() throws Exception {
    for (Map.Entry<Integer, SSLContext> listener : tlsPorts().entrySet()) {
      for (String[] offered : List.of(new String[] {"h2", "http/1.1"}, new String[] {"h2"})) {
        assertThat(agreed(listener, offered)).as("port " + listener.getKey()).isNotEqualTo("h2");
      }
    }
  }

  /** Longer than a write may take, which counts for a write only; shorter than a read may take. */
  @Test
  default void connectionThatHasRested_isAnswered() throws Exception {
    try (RawRequest fake = RawRequest.start(server().address(), "1", FAKE.length())) {
      fake.send(FAKE);
      assertThat(fake.head()).startsWith("HTTP/1.1 200");
      LockSupport.parkNanos(Duration.ofSeconds(7).toNanos());
      fake.send(
          String.join(
              "\r\n",
              "POST /version/v1/diagnosis-keys HTTP/1.1",
              "Host: localhost",
              "cwa-fake: 1",
              "Content-Type: application/x-protobuf",
              "Content-Length: " + FAKE.length(),
              "",
              FAKE));
      assertThat(fake.head()).startsWith("HTTP/1.1 200");
    }
  }

  /**
   * What a listener without HTTP/2 says: nothing, or an answer of HTTP/1.1 that changes nothing.
   */
  private static boolean isHttp1(String answer) {
    return answer.isEmpty() || (answer.startsWith("HTTP/1.") && !answer.startsWith("HTTP/1.1 101"));
  }

  /** Whatever came until the other side ends it, or until it has been silent for some seconds. */
  private static RawExchange answerTo(Callable<Socket> connecting, String request)
      throws Exception {
    try (Socket socket = connecting.call()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      return RawExchange.over(socket, request);
    }
  }

  private static Socket connected(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static SSLSocket tls(Map.Entry<Integer, SSLContext> listener) throws IOException {
    return (SSLSocket)
        listener
            .getValue()
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), listener.getKey());
  }

  private static String agreed(Map.Entry<Integer, SSLContext> listener, String... offered)
      throws IOException {
    try (SSLSocket socket = tls(listener)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(offered);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket.getApplicationProtocol();
    } catch (SSLException e) {
      return "";
    }
  }
}
