package io.warnserver.deployed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What comes over the wire in answer to a request, byte for byte.
 *
 * @param text the answer's head, with the date's digits and names left out; it has no body
 * @param keptOpen whether a second request on the same connection was answered, too
 */
record RawAnswer(String text, boolean keptOpen) {

  private static final Logger LOGGER = System.getLogger(RawAnswer.class.getName());
  private static final int TIMEOUT_MILLIS = 30_000;

  static RawAnswer to(URI server, Map<String, String> headers, byte[] body) throws IOException {
    StringBuilder head = new StringBuilder("POST /version/v1/diagnosis-keys HTTP/1.1\r\n");
    head.append("Host: ").append(server.getAuthority()).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      OutputStream out = socket.getOutputStream();
      try {
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
      } catch (IOException e) {
        // The server may answer and close before it has read a body that is too large. How much of
        // it was under way by then is the network's matter, and differs from one try to the next.
        LOGGER.log(Level.DEBUG, "The server did not read the whole body.", e);
      }
      String answer = head(socket.getInputStream());
      return new RawAnswer(
          answer.replaceAll("(?m)^Date: .*$", "Date: -"), isOpen(socket, server.getAuthority()));
    }
  }

  private static boolean isOpen(Socket socket, String host) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("GET /version/v1/diagnosis-keys HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return head(socket.getInputStream()).startsWith("HTTP/1.1 405");
    } catch (IOException e) {
      return false;
    }
  }

  /** Up to the empty line; empty at the end of the stream. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      bytes.write(next);
      if (bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        break;
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  int status() {
    return Integer.parseInt(text.substring(text.indexOf(' ') + 1, text.indexOf(' ') + 4));
  }
}
