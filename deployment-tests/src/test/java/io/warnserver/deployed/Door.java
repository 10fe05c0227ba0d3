package io.warnserver.deployed;

import io.warnserver.listeners.Listener;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A listener of a server under test.
 *
 * @param kind whom it is for
 * @param root its address, without a path
 * @param tls trusts it, with the certificate that it demands; empty where it has no TLS
 */
record Door(Listener kind, URI root, Optional<SSLContext> tls) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Sends these bytes and waits until the server ends the connection. */
  RawExchange send(String bytes) throws IOException {
    return send(bytes, PATIENCE);
  }

  /** The same, or until it has said nothing for so long. */
  RawExchange send(String bytes, Duration patience) throws IOException {
    SocketFactory sockets =
        tls.<SocketFactory>map(SSLContext::getSocketFactory).orElseGet(SocketFactory::getDefault);
    try (Socket socket = sockets.createSocket(root.getHost(), root.getPort())) {
      socket.setSoTimeout((int) patience.toMillis());
      return RawExchange.over(socket, bytes);
    }
  }

  /** What {@code Host} is to say. */
  String host() {
    return root.getAuthority();
  }

  @Override
  public String toString() {
    return kind + " " + root;
  }
}
