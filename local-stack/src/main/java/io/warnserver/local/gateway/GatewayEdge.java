package io.warnserver.local.gateway;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.warnserver.local.http.LoopbackServer;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The gateway's HTTP edge: who calls, which endpoint, and how a fault looks on the wire.
 *
 * @param register knows the callers
 * @param conducts what a call meets that has just begun
 * @param endpoints that answer the calls; of a missing one nothing is there
 */
record GatewayEdge(
    CountryRegister register, Function<Call, Conduct> conducts, Map<Call, Endpoint> endpoints)
    implements HttpHandler {

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Request request = Request.of(exchange);
    Call call = Call.of(request.path());
    Conduct conduct = conducts.apply(call);
    if (conduct instanceof Conduct.Silent silent) {
      LoopbackServer.pause(silent.time());
      return;
    }
    Answer answer =
        conduct instanceof Conduct.Failing failing
            ? Answer.problem(failing.status(), "on demand")
            : answer(request, call, LoopbackServer.certificate(exchange), conduct);
    if (conduct instanceof Conduct.LosingTheAnswer) {
      return;
    }
    if (conduct instanceof Conduct.Late late) {
      LoopbackServer.pause(late.time());
    }
    send(exchange, answer, conduct);
  }

  private Answer answer(
      Request request, Call call, Optional<X509Certificate> certificate, Conduct conduct) {
    try {
      Refusal.when(request.hasTooLargeHeaders(), 400, "the request headers are too large");
      if (request.method().equals("OPTIONS") && request.path().equals(Call.ROOT)) {
        return Answer.empty(200);
      }
      String country = register.caller(certificate);
      Endpoint endpoint = endpoints.get(call);
      Refusal.when(endpoint == null, 404, "there is nothing here");
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
}
