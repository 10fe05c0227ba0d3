package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Its body is {@code SubmissionPayload.requestPadding}, three bytes. */
  String FAKE =
      String.join(
          "\r\n",
          "POST /version/v1/diagnosis-keys HTTP/1.1",
          "Host: localhost",
          "cwa-fake: 1",
          "Content-Type: application/x-protobuf",
          "Content-Length: 5",
          "",
          "\u0012\u0003\u0000\u0000\u0000");

  String GET = "GET /version/v1/openapi.yaml HTTP/1.1\r\nHost: localhost\r\n\r\n";

  /** The server under test. */
  DeployedServer server();

  /** Ports without TLS. */
  Set<Integer> plainPorts();

  /** Ports with TLS, each with what a client needs there. */
  Map<Integer, SSLContext> tlsPorts() throws Exception;

  @Test
  default void http2_isSpokenOnNoListener() throws Exception {
    for (String beginning : List.of(PREFACE, UPGRADE)) {
      for (int port : plainPorts()) {
        try (Socket socket = connected(port)) {
          assertThat(answerTo(socket, beginning))
              .as("port " + port)
              .matches(ProtocolContract::isHttp1);
        }
      }
      for (Map.Entry<Integer, SSLContext> listener : tlsPorts().entrySet()) {
        try (Socket socket = tls(listener)) {
          assertThat(answerTo(socket, beginning))
              .as("port " + listener.getKey())
              .matches(ProtocolContract::isHttp1);
        }
      }
    }
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
    try (Socket socket = connected(server().address().getPort())) {
      assertThat(answerTo(socket, FAKE)).startsWith("HTTP/1.1 200");
      LockSupport.parkNanos(Duration.ofSeconds(7).toNanos());
      assertThat(answerTo(socket, FAKE)).startsWith("HTTP/1.1 200");
    }
  }

  /**
   * What a listener without HTTP/2 says: nothing, or an answer of HTTP/1.1 that changes nothing.
   */
  private static boolean isHttp1(String answer) {
    return answer.isEmpty() || (answer.startsWith("HTTP/1.") && !answer.startsWith("HTTP/1.1 101"));
  }

  /** The head of the answer, and its body where its length is known; what came until then. */
  private static String answerTo(Socket socket, String request) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0 && answer.size() < 1_000_000; next = in.read()) {
        answer.write(next);
      }
    } catch (SocketTimeoutException | SocketException | SSLException e) {
      // Whatever came before is the answer.
      return answer.toString(StandardCharsets.ISO_8859_1);
    }
    return answer.toString(StandardCharsets.ISO_8859_1);
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
