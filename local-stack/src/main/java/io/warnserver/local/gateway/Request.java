package io.warnserver.local.gateway;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a caller has sent.
 *
 * @param method in capital letters
 * @param path without the query
 * @param query undecoded; empty for none
 * @param headers by name, whatever its case
 * @param body at most {@link #MAX_BODY_BYTES} and one more
 */
record Request(String method, String path, String query, Headers headers, ByteString body) {

  /** More than 5000 keys can have in any form. */
  static final int MAX_BODY_BYTES = 8 * 1024 * 1024;

  /** All request headers together (federation gateway protocol, what is signed). */
  private static final int MAX_HEADER_BYTES = 8 * 1024;

  /** The colon, the space, and the end of the line. */
  private static final int AROUND = 4;

  static Request of(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    return new Request(
        exchange.getRequestMethod().toUpperCase(Locale.ROOT),
        exchange.getRequestURI().getPath(),
        query == null ? "" : query,
        exchange.getRequestHeaders(),
        ByteString.copyFrom(exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1)));
  }

  /** A header's only value. */
  Optional<String> header(String name) {
    List<String> values = headers.get(name);
    return values == null ? Optional.empty() : Optional.of(String.join(",", values));
  }

  /** A parameter of the query, decoded. */
  Optional<String> parameter(String name) {
    for (String pair : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts[0].equals(name) && parts.length == 2) {
        return Optional.of(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  /** Refuses every other method. */
  void requireMethod(String only) {
    Refusal.when(!method.equals(only), 405, "the method is not supported");
  }

  /** Refuses an Accept that is there and does not name JSON. */
  void requireJsonAccepted() {
    String ranges = header("Accept").orElse(Answer.JSON);
    Refusal.when(
        Stream.of(ranges.split(",", -1))
            .noneMatch(range -> range.split(";", 2)[0].strip().equalsIgnoreCase(Answer.JSON)),
        406,
        "Accept must be application/json");
  }

  boolean hasTooLargeHeaders() {
    int bytes = method.length() + path.length() + query.length();
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      for (String value : header.getValue()) {
        bytes += header.getKey().length() + value.length() + AROUND;
      }
    }
    return bytes >= MAX_HEADER_BYTES;
  }

  boolean hasTooLargeBody() {
    return body.size() > MAX_BODY_BYTES;
  }
}
