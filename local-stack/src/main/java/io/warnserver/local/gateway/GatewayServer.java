package io.warnserver.local.gateway;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import io.warnserver.local.certificates.ClientCertificates;
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
import javax.net.ssl.SSLPeerUnverifiedException;

/** The gateway's HTTPS edge: TLS, who calls, which endpoint, and how a fault looks on the wire. */
final class GatewayServer implements AutoCloseable {

  private static final int THREADS = 16;

  static {
    // Else the JDK's server waits 40 ms with the body of each answer.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final CountryRegister register;
  private final Conducts conducts;
  private final Map<Call, Endpoint> endpoints;

  GatewayServer(
      int port,
      SSLContext tls,
      CountryRegister register,
      Conducts conducts,
      Map<Call, Endpoint> endpoints) {
    this.register = register;
    this.conducts = conducts;
    this.endpoints = endpoints;
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      threads.shutdownNow();
      throw new UncheckedIOException("the stand-in gateway cannot listen on " + port, e);
    }
    server.setHttpsConfigurator(ClientCertificates.wanted(tls));
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("https://localhost:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = Request.of(exchange);
      Call call = Call.of(request.path());
      Conduct conduct = conducts.take(call);
      if (conduct instanceof Conduct.Silent silent) {
        sleep(silent.time());
        return;
      }
      Answer answer =
          conduct instanceof Conduct.Failing failing
              ? Answer.problem(failing.status(), "on demand")
              : answer(request, call, certificate((HttpsExchange) exchange), conduct);
      if (conduct instanceof Conduct.LosingTheAnswer) {
        return;
      }
      if (conduct instanceof Conduct.Late late) {
        sleep(late.time());
      }
      send(exchange, answer, conduct);
    }
  }

  private Answer answer(
      Request request, Call call, Optional<X509Certificate> certificate, Conduct conduct) {
    try {
      if (request.hasTooLargeHeaders()) {
        throw new Refusal(400, "the request headers are too large");
      }
      if (request.method().equals("OPTIONS") && request.path().equals(Call.root())) {
        return Answer.empty(200);
      }
      String country = register.caller(certificate);
      Endpoint endpoint = endpoints.get(call);
      if (endpoint == null) {
        throw new Refusal(404, "there is nothing here");
      }
      return endpoint.answer(request, country, certificate.orElseThrow(), conduct);
    } catch (Refusal e) {
      return Answer.problem(e.status(), e.getMessage());
    }
  }

  private static void send(HttpExchange exchange, Answer answer, Conduct conduct)
      throws IOException {
    if (!answer.mediaType().isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", answer.mediaType());
    }
    if (!(conduct instanceof Conduct.Untagged)) {
      answer.headers().forEach(exchange.getResponseHeaders()::set);
    }
    ByteString body = answer.body();
    // -1 is the JDK's word for a body of 0 bytes.
    exchange.sendResponseHeaders(answer.status(), body.isEmpty() ? -1 : body.size());
    if (!body.isEmpty()) {
      int sent = conduct instanceof Conduct.Cut ? body.size() / 2 : body.size();
      body.substring(0, sent).writeTo(exchange.getResponseBody());
    }
  }

  private static Optional<X509Certificate> certificate(HttpsExchange exchange) {
    try {
      return Optional.of((X509Certificate) exchange.getSSLSession().getPeerCertificates()[0]);
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  private static void sleep(Duration time) {
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
