package io.warnserver.client;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server on loopback that serves objects below {@code /bucket/} and records posts. */
public final class WebServer implements AutoCloseable {
  /** One recorded post; header names in lower case. */
  public record Post(String path, Map<String, List<String>> headers, ByteString body) {}

  private final HttpServer server;
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
  private final List<Post> posts = new CopyOnWriteArrayList<>();

  public WebServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  public WebServer with(String path, byte[] content) {
    objects.put("/bucket/" + path, content);
    return this;
  }

  public WebServer with(String path, String content) {
    return with(path, content.getBytes(StandardCharsets.UTF_8));
  }

  public WebServer without(String path) {
    objects.remove("/bucket/" + path);
    return this;
  }

  public WebServer answering(String path, int status) {
    statuses.put(path, status);
    return this;
  }

  public List<Post> posts() {
    return posts;
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] request = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("POST")) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(exchange.getRequestHeaders());
        posts.add(new Post(path, headers, ByteString.copyFrom(request)));
      }
      byte[] content = objects.get(path);
      int status = statuses.getOrDefault(path, content == null ? 404 : 200);
      exchange.getResponseHeaders().set("ETag", "\"" + path.length() + "\"");
      exchange.sendResponseHeaders(status, content == null ? -1 : content.length);
      if (content != null) {
        exchange.getResponseBody().write(content);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
