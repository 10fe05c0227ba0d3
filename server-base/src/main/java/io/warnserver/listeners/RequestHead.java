package io.warnserver.listeners;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What says where a request goes and where it ends. Whoever stands in front of this server may read
 * an unusual head in another way than it does; so what is not plain is refused, before anything
 * looks at it (RFC 9112, sections 3.2, 6.1 and 6.3).
 *
 * @param path as it was sent
 * @param hosts the values of {@code Host}
 * @param transferEncodings the values of {@code Transfer-Encoding}
 * @param contentLengths the values of {@code Content-Length}
 */
record RequestHead(
    String protocol,
    String path,
    List<String> hosts,
    List<String> transferEncodings,
    List<String> contentLengths) {

  private static final String HTTP_1_0 = "HTTP/1.0";
  private static final String HTTP_1_1 = "HTTP/1.1";
  private static final String CHUNKED = "chunked";

  /** Unreserved characters (RFC 3986, section 2.3), but no {@code .} or {@code ..}. */
  private static final Pattern SEGMENT = Pattern.compile("(?!\\.\\.?$)[A-Za-z0-9._~-]+");

  /** Less than 64 bits. */
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  static RequestHead of(HttpServletRequest request) {
    return new RequestHead(
        request.getProtocol(),
        pathOf(request),
        all(request, "Host"),
        all(request, "Transfer-Encoding"),
        all(request, "Content-Length"));
  }

  /** Payara leaves a session's parameter out of it; nothing here has sessions. */
  private static String pathOf(HttpServletRequest request) {
    String path = request.getRequestURI();
    return request.isRequestedSessionIdFromURL() ? path + ";" : path;
  }

  private static List<String> all(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }

  /** Whether everybody reads the same in it. */
  boolean isPlain() {
    return hasPlainPath() && hasPlainHost() && hasPlainBody();
  }

  /** Whether its body says itself where it ends. */
  boolean isChunked() {
    return !transferEncodings.isEmpty();
  }

  private boolean hasPlainPath() {
    if (path == null || !path.startsWith("/")) {
      return false;
    }
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean isSlashAtTheEnd = segments[i].isEmpty() && i == segments.length - 1;
      if (!isSlashAtTheEnd && !SEGMENT.matcher(segments[i]).matches()) {
        return false;
      }
    }
    return true;
  }

  private boolean hasPlainHost() {
    return HTTP_1_1.equals(protocol)
        ? hosts.size() == 1
        : HTTP_1_0.equals(protocol) && hosts.size() <= 1;
  }

  private boolean hasPlainBody() {
    if (isChunked()) {
      // HTTP/1.0 knows none.
      return HTTP_1_1.equals(protocol)
          && contentLengths.isEmpty()
          && transferEncodings.size() == 1
          && CHUNKED.equalsIgnoreCase(transferEncodings.get(0));
    }
    return contentLengths.isEmpty()
        || (contentLengths.size() == 1 && LENGTH.matcher(contentLengths.get(0)).matches());
  }
}
