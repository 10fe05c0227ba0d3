package io.warnserver.deployed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Clients that send the same bytes again and again, each on a connection of its own that is opened
 * anew when the server ends it, until they are closed.
 */
final class HostileClients implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(HostileClients.class.getName());
  private static final int SMALL_WINDOW = 4096;
  private static final int CONNECT_MILLIS = 10_000;
  private static final long LOOK_MILLIS = 100;

  private final List<Thread> threads = new ArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Door door;
  private volatile boolean ended;

  private HostileClients(Door door) {
    this.door = door;
  }

  /** They send, and read nothing. */
  static HostileClients neverReading(Door door, int number, byte[] bytes) {
    return new HostileClients(door).start(number, socket -> flood(socket, bytes));
  }

  /** They send once, behind each other, and read until the server ends the connection. */
  static HostileClients pipelining(Door door, int number, byte[] bytes) {
    return new HostileClients(door)
        .start(
            number,
            socket -> {
              socket.getOutputStream().write(bytes);
              socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            });
  }

  /** They send once, and then nothing more. */
  static HostileClients stopping(Door door, int number, byte[] bytes) {
    return new HostileClients(door)
        .start(
            number,
            socket -> {
              socket.getOutputStream().write(bytes);
              InputStream in = socket.getInputStream();
              while (in.read() >= 0) {
                // Until the server ends it.
              }
            });
  }

  private interface Conduct {
    void over(Socket socket) throws IOException;
  }

  private HostileClients start(int number, Conduct conduct) {
    for (int i = 0; i < number; i++) {
      Thread thread = new Thread(() -> repeat(conduct), "hostile");
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    return this;
  }

  private void repeat(Conduct conduct) {
    while (!ended) {
      try (Socket socket = connect()) {
        open.add(socket);
        if (!ended) {
          conduct.over(socket);
        }
      } catch (IOException e) {
        LOGGER.log(Level.DEBUG, "The server has ended it: the next one.", e);
      }
      open.removeIf(Socket::isClosed);
    }
  }

  private static void flood(Socket socket, byte[] bytes) throws IOException {
    while (true) {
      socket.getOutputStream().write(bytes);
    }
  }

  private Socket connect() throws IOException {
    String host = door.root().getHost();
    int port = door.root().getPort();
    Socket plain = new Socket();
    plain.setReceiveBufferSize(SMALL_WINDOW);
    plain.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
    return door.tls().isEmpty()
        ? plain
        : door.tls().get().getSocketFactory().createSocket(plain, host, port, true);
  }

  /** Ends them all. */
  @Override
  public void close() {
    ended = true;
    for (Thread thread : threads) {
      while (thread.isAlive() && !Thread.currentThread().isInterrupted()) {
        open.forEach(HostileClients::cut);
        awaitEnd(thread);
      }
    }
  }

  /** Without a close of TLS, which would wait for the other side. */
  private static void cut(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      LOGGER.log(Level.DEBUG, "It is closed already.", e);
    }
  }

  private static void awaitEnd(Thread thread) {
    try {
      thread.join(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
