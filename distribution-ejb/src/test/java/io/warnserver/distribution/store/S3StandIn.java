package io.warnserver.distribution.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A server on the loopback address that records requests, refuses those that are not signed right,
 * and answers as S3 would, or as told.
 */
final class S3StandIn implements AutoCloseable {

  /**
   * A request.
   *
   * @param line method and address
   * @param headers by small-letter name
   * @param body as it came
   */
  record Request(String line, Map<String, String> headers, String body) {}

  /** What a request is answered with. */
  record Answer(int status, String body, Map<String, String> headers) {

    Answer(int status, String body) {
      this(status, body, Map.of("ETag", "\"0123abcd\"", "Content-Type", "application/xml"));
    }

    static Answer error(int status, String code) {
      return new Answer(status, "<Error><Code>" + code + "</Code><Message>m</Message></Error>");
    }
  }

  static final String SECRET_KEY = "the-secret-key";

  private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

  private final HttpServer server;
  private final List<Request> requests = new ArrayList<>();
  private final Deque<Answer> answers = new ArrayDeque<>();

  S3StandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** One thread at a time asks, and has its answer before the test looks. */
  synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Answers the next request like this; later ones as S3 would. */
  synchronized void answerNext(int status, String body) {
    answerNext(new Answer(status, body));
  }

  /** Answers the next request like this; later ones as S3 would. */
  synchronized void answerNext(Answer answer) {
    answers.add(answer);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) ->
                  headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
      byte[] body = exchange.getRequestBody().readAllBytes();
      requests.add(
          new Request(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              headers,
              new String(body, StandardCharsets.ISO_8859_1)));
      String fault =
          SignatureV4.fault(
              exchange.getRequestMethod(), exchange.getRequestURI(), headers, body, SECRET_KEY);
      Answer answer = fault.isEmpty() ? next(exchange, body) : Answer.error(403, fault);
      answer.headers.forEach(exchange.getResponseHeaders()::add);
      byte[] text = answer.body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status, text.length == 0 ? -1 : text.length);
      if (!exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseBody().write(text);
      }
    }
  }

  private Answer next(HttpExchange exchange, byte[] body) {
    return answers.isEmpty() ? usual(exchange.getRequestMethod(), body) : answers.removeFirst();
  }

  private static Answer usual(String method, byte[] body) {
    return switch (method) {
      case "POST" ->
          new Answer(
              200,
              KEY.matcher(new String(body, StandardCharsets.UTF_8))
                  .results()
                  .map(key -> "<Deleted><Key>" + key.group(1) + "</Key></Deleted>")
                  .collect(Collectors.joining("", "<DeleteResult>", "</DeleteResult>")));
      case "DELETE" -> new Answer(204, "");
      default -> new Answer(200, "");
    };
  }
}
