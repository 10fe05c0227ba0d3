package io.warnserver.health;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Whether another system takes connections, with TLS where it has it: a connection that is left
 * before would be an error in that system's log. It is asked nothing: what it would answer costs
 * it, and us, more than a probe is worth.
 *
 * @param name of the check
 * @param address http or https
 * @param limit for the connection, and for each answer over TLS
 */
public record ReachableServer(String name, URI address, Duration limit) implements HealthCheck {

  @Override
  public Health check() {
    try (Socket socket = new Socket()) {
      int port = address.getPort() < 0 ? address.toURL().getDefaultPort() : address.getPort();
      int millis = Math.toIntExact(limit.toMillis());
      socket.connect(new InetSocketAddress(address.getHost(), port), millis);
      socket.setSoTimeout(millis);
      if (address.getScheme().equalsIgnoreCase("https")) {
        shakeHands(socket, port);
      }
      return Health.up(name, "");
    } catch (IOException e) {
      return Health.degraded(name, "takes no connection: " + e.getClass().getSimpleName());
    }
  }

  private void shakeHands(Socket plain, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (SSLSocket socket =
        (SSLSocket) factory.createSocket(plain, address.getHost(), port, true)) {
      socket.startHandshake();
    }
  }
}
