package io.warnserver.submission.verification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.warnserver.settings.SettingsReader;
import io.warnserver.testing.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A verification server that answers what the test says, by HTTP or by TLS. */
final class TestServer implements AutoCloseable {

  final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
  volatile int status = 200;
  volatile String teletanType = "";

  /** Where set, an answer waits for it. */
  volatile CountDownLatch hold;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private TestServer(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  static TestServer plain() throws IOException {
    return new TestServer(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  /** Shows a certificate, and demands one that it trusts. */
  static TestServer tls(TestCertificates own, TestCertificates trusted, Path folder)
      throws IOException {
    SSLContext context =
        VerificationSettings.from(
                settings(
                    Map.of(
                        "warn.submission.verification.url",
                        "https://localhost",
                        "warn.submission.verification.keystore",
                        own.store(folder.resolve("server.p12"), "key").toString(),
                        "warn.submission.verification.keystore-password",
                        TestCertificates.PASSWORD,
                        "warn.submission.verification.truststore",
                        trusted.trustStore(folder.resolve("server-trust.p12")).toString(),
                        "warn.submission.verification.truststore-password",
                        TestCertificates.PASSWORD)))
            .tls()
            .orElseThrow()
            .context();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = context.getDefaultSSLParameters();
            ssl.setNeedClientAuth(true);
            parameters.setSSLParameters(ssl);
          }
        });
    return new TestServer(server);
  }

  static SettingsReader settings(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    return new SettingsReader(name -> Optional.ofNullable(all.get(name)));
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      clients.add(exchange.getRemoteAddress());
      requests.add(
          exchange.getRequestMethod()
              + " "
              + exchange.getRequestURI()
              + " "
              + exchange.getRequestHeaders().getFirst("Content-Type")
              + " "
              + body);
      CountDownLatch held = hold;
      if (held != null) {
        held.await();
      }
      if (!teletanType.isEmpty()) {
        exchange.getResponseHeaders().set("X-CWA-TELETAN-TYPE", teletanType);
      }
      exchange.sendResponseHeaders(status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
