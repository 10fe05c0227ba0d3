package io.warnserver.distribution.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A server on the loopback address that records requests and answers as S3 would, or as told. */
final class S3StandIn implements AutoCloseable {

  /**
   * A request.
   *
   * @param line method and address
   * @param headers by small-letter name
   * @param body what the client meant, without the framing of signed chunks
   */
  record Request(String line, Map<String, String> headers, String body) {}

  /** What the next requests are answered with. */
  record Answer(int status, String body) {}

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
    answers.add(new Answer(status, body));
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
      if (headers.getOrDefault("content-encoding", "").contains("aws-chunked")) {
        body = withoutChunks(body);
      }
      requests.add(
          new Request(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              headers,
              new String(body, StandardCharsets.ISO_8859_1)));
      Answer answer =
          answers.isEmpty() ? usual(exchange.getRequestMethod()) : answers.removeFirst();
      byte[] text = answer.body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("ETag", "\"0123abcd\"");
      exchange.getResponseHeaders().add("Content-Type", "application/xml");
      exchange.sendResponseHeaders(answer.status, text.length == 0 ? -1 : text.length);
      exchange.getResponseBody().write(text);
    }
  }

  private static Answer usual(String method) {
    return new Answer(200, method.equals("POST") ? "<DeleteResult/>" : "");
  }

  /** Signature version 4 sends a body as chunks, each after a line with its length in hex. */
  private static byte[] withoutChunks(byte[] framed) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int end = at;
      while (framed[end] != '\r') {
        end++;
      }
      String line = new String(Arrays.copyOfRange(framed, at, end), StandardCharsets.US_ASCII);
      int length = Integer.parseInt(line.split(";", 2)[0], 16);
      if (length == 0) {
        return body.toByteArray();
      }
      body.write(framed, end + 2, length);
      at = end + 2 + length + 2;
    }
  }
}
