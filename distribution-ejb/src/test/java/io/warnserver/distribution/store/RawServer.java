package io.warnserver.distribution.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A server on the loopback address for one connection, which speaks as no HTTP library would. */
final class RawServer implements AutoCloseable {

  private final ServerSocket listener;

  private RawServer() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  /** Takes the connection and neither reads nor writes. */
  static RawServer silent() throws IOException {
    return new RawServer();
  }

  /** Writes this when the head of a request has come, and closes the connection. */
  static RawServer answering(String answer) throws IOException {
    RawServer server = new RawServer();
    Thread thread = new Thread(() -> server.answer(answer), "raw server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  private void answer(String answer) {
    try (Socket socket = listener.accept()) {
      int ends = 0;
      while (ends < 4) {
        int read = socket.getInputStream().read();
        ends = read == '\r' || read == '\n' ? ends + 1 : 0;
      }
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
