package io.warnserver.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The JDK's HTTP server on the loopback address, with threads of its own. */
public final class LoopbackServer implements AutoCloseable {

  static {
    // Else it waits 40 ms with the body of each answer.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final int THREADS = 16;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  private LoopbackServer(HttpServer server, Map<String, HttpHandler> handlers) {
    this.server = server;
    server.setExecutor(threads);
    handlers.forEach(
        (path, handler) ->
            server.createContext(
                path,
                exchange -> {
                  try (exchange) {
                    handler.handle(exchange);
                  }
                }));
    server.start();
  }

  /**
   * Starts it.
   *
   * @param port 0 for any free one
   * @param tls as {@link #askingForCertificates} gives it; empty: plain HTTP
   * @param handlers by the beginnings of paths; each exchange is closed behind them
   * @throws UncheckedIOException where the port is taken
   */
  public static LoopbackServer start(
      int port, Optional<HttpsConfigurator> tls, Map<String, HttpHandler> handlers) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      if (tls.isEmpty()) {
        return new LoopbackServer(HttpServer.create(address, 0), handlers);
      }
      HttpsServer server = HttpsServer.create(address, 0);
      server.setHttpsConfigurator(tls.get());
      return new LoopbackServer(server, handlers);
    } catch (IOException e) {
      throw new UncheckedIOException("a stand-in cannot listen on " + port, e);
    }
  }

  /**
   * TLS that asks clients for certificates.
   *
   * @param needed whether a client without one gets no connection
   */
  public static HttpsConfigurator askingForCertificates(SSLContext context, boolean needed) {
    return new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters ssl = context.getDefaultSSLParameters();
        ssl.setWantClientAuth(true);
        if (needed) {
          ssl.setNeedClientAuth(true);
        }
        parameters.setSSLParameters(ssl);
      }
    };
  }

  /** The base of its addresses, without a slash at the end. */
  public URI address(String host) {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://" + host + ":" + server.getAddress().getPort());
  }

  /** The certificate that a client has shown. */
  public static Optional<X509Certificate> certificate(HttpExchange exchange) {
    try {
      return exchange instanceof HttpsExchange tls
          ? Optional.of((X509Certificate) tls.getSSLSession().getPeerCertificates()[0])
          : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  /** Keeps a client waiting; the end of the server ends it. */
  public static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
