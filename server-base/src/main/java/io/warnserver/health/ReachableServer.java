package io.warnserver.health;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/**
 * Whether another system takes connections. It is asked nothing: what it would answer costs it, and
 * us, more than a probe is worth.
 *
 * @param name of the check
 * @param address http or https
 * @param limit for the connection
 */
public record ReachableServer(String name, URI address, Duration limit) implements HealthCheck {

  @Override
  public Health check() {
    try (Socket socket = new Socket()) {
      int port = address.getPort() < 0 ? address.toURL().getDefaultPort() : address.getPort();
      socket.connect(
          new InetSocketAddress(address.getHost(), port), Math.toIntExact(limit.toMillis()));
      return Health.up(name, "");
    } catch (IOException e) {
      return Health.degraded(name, "takes no connection: " + e.getClass().getSimpleName());
    }
  }
}
