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
import java.util.concurrent.TimeUnit;

/**
 * Clients that send the same bytes again and again, each on a connection of its own that is opened
 * anew when the server ends it, until they are closed.
 */
final class HostileClients implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(HostileClients.class.getName());
  private static final int SMALL_WINDOW = 4096;
  private static final int CONNECT_MILLIS = 10_000;
  private static final long LOOK_MILLIS = 100;
  private static final long AGAIN_MILLIS = 100;

  private final List<Thread> threads = new ArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  private HostileClients() {}

  /** They send these bytes again and again, and read nothing: as many on each of the listeners. */
  static HostileClients neverReading(List<Door> doors, int number, List<byte[]> kinds) {
    HostileClients clients = new HostileClients();
    for (byte[] bytes : kinds) {
      clients.start(doors, number / kinds.size(), socket -> flood(socket, bytes));
    }
    return clients;
  }

  /** They send once, behind each other, and read until the server ends the connection. */
  static HostileClients pipelining(Door door, int number, byte[] bytes) {
    return new HostileClients()
        .start(
            List.of(door),
            number,
            socket -> {
              socket.getOutputStream().write(bytes);
              socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            });
  }

  /** They send once, and then nothing more. */
  static HostileClients stopping(Door door, int number, byte[] bytes) {
    return new HostileClients()
        .start(
            List.of(door),
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

  private HostileClients start(List<Door> doors, int number, Conduct conduct) {
    for (int i = 0; i < number; i++) {
      Door door = doors.get(i % doors.size());
      Thread thread = new Thread(() -> repeat(door, conduct), "hostile");
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    return this;
  }

  private void repeat(Door door, Conduct conduct) {
    while (!ended) {
      try (Socket socket = connect(door)) {
        open.add(socket);
        if (!ended) {
          conduct.over(socket);
        }
      } catch (IOException e) {
        LOGGER.log(Level.DEBUG, "The server has ended it: the next one.", e);
      }
      open.removeIf(Socket::isClosed);
      pause();
    }
  }

  /** A client that is cut off comes again after a round trip or two, no sooner. */
  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void flood(Socket socket, byte[] bytes) throws IOException {
    while (true) {
      socket.getOutputStream().write(bytes);
    }
  }

  private static Socket connect(Door door) throws IOException {
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
