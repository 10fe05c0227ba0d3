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

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  @Override
  public Health check() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.getHost(), port()), Math.toIntExact(limit.toMillis()));
      return Health.up(name, "");
    } catch (IOException e) {
      return Health.degraded(name, "takes no connection: " + e.getClass().getSimpleName());
    }
  }

  private int port() {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "https".equals(address.getScheme()) ? HTTPS : HTTP;
  }
}
