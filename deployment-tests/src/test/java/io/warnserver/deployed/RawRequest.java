package io.warnserver.deployed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A request over a socket of its own, as no HTTP library would send it. */
final class RawRequest implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PIECE = 65_536;

  private final Socket socket;
  private final AtomicLong sent = new AtomicLong();

  private RawRequest(Socket socket) {
    this.socket = socket;
  }

  /**
   * Sends the headers.
   *
   * @param fake the value of {@code cwa-fake}
   * @param announced the Content-Length; negative for a chunked body
   */
  static RawRequest start(URI server, String fake, long announced) throws IOException {
    return start(
        server,
        List.of(
            "POST /version/v1/diagnosis-keys HTTP/1.1",
            "Content-Type: application/x-protobuf",
            "cwa-fake: " + fake,
            "cwa-authorization: " + UUID.randomUUID(),
            announced < 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + announced));
  }

  /**
   * Sends these headers.
   *
   * @param lines the request line, and all headers but that of the host
   */
  static RawRequest start(URI server, List<String> lines) throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.setTcpNoDelay(true);
    RawRequest request = new RawRequest(socket);
    request.send(String.join("\r\n", lines) + "\r\nHost: " + server.getAuthority() + "\r\n\r\n");
    return request;
  }

  /** Sends this as it is. */
  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends that much of a body, or as much as the other side takes. */
  void send(long bytes, boolean chunked) {
    byte[] piece = new byte[PIECE];
    try {
      OutputStream out = socket.getOutputStream();
      while (sent.get() < bytes) {
        int length = (int) Math.min(PIECE, bytes - sent.get());
        if (chunked) {
          out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        out.write(piece, 0, length);
        if (chunked) {
          out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
        sent.addAndGet(length);
      }
      if (chunked) {
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // It takes no more: that is what is counted.
    }
  }

  /** How much of the body could be sent. */
  long sent() {
    return sent.get();
  }

  /** The answer's status; 0 where the connection was ended without one. */
  int status() {
    try {
      InputStream in = socket.getInputStream();
      String start = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
      return start.matches("HTTP/1\\.1 \\d{3}") ? Integer.parseInt(start.substring(9)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Whether the other side ends the connection; whatever it sends before that is dropped. */
  boolean isEndedWithin(Duration patience) throws IOException {
    socket.setSoTimeout((int) patience.toMillis());
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  /**
   * The head of the answer, with the date's digits left out. Payara ends a connection of which more
   * was to come half a minute later.
   */
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new EOFException(String.valueOf(head));
      }
      head.append((char) next);
    }
    return head.toString().replaceAll("(?m)^Date: .*$", "Date: -");
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
