package io.warnserver.federation.gateway;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** A TLS server that does with each connection what a test says. Then the connection ends. */
final class RawGateway implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: (\\d+)\r\n");

  private final ServerSocket server;
  private final Conversation conversation;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  /** What happens on a connection. */
  interface Conversation {
    void on(RawGateway gateway, Socket connection) throws Exception;
  }

  /**
   * @param address of this machine, any port
   */
  RawGateway(SSLContext tls, String address, Conversation conversation) throws IOException {
    this.conversation = conversation;
    server = tls.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getByName(address));
    threads.execute(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = server.accept();
        connections.add(connection);
        threads.execute(() -> talk(connection));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void talk(Socket connection) {
    try (connection) {
      conversation.on(this, connection);
    } catch (Exception e) {
      // The client has gone, or will not come.
    }
  }

  URI address() {
    return URI.create(
        "https://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort());
  }

  /** Reads a request whose length is said; an empty body where it is not. */
  void read(Socket connection) throws IOException {
    InputStream in = connection.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int one = in.read();
      if (one < 0) {
        throw new EOFException();
      }
      head.write(one);
    }
    String text = head.toString(StandardCharsets.US_ASCII);
    Matcher length = LENGTH.matcher(text.toLowerCase(Locale.ROOT));
    if (length.find()) {
      in.readNBytes(Integer.parseInt(length.group(1)));
    }
    requests.add(text);
  }

  static void write(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Until the client ends the connection. */
  static void waitFor(Socket connection) throws IOException {
    var unused = connection.getInputStream().read();
  }

  /** Request lines and headers of all requests that were read. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  int connections() {
    return connections.size();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
    threads.shutdownNow();
  }
}
