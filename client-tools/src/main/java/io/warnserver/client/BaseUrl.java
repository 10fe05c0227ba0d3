package io.warnserver.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * Where a server's or an object store's paths begin.
 *
 * @param uri {@code http} or {@code https}, with a host, without user, query, fragment and trailing
 *     slash
 */
public record BaseUrl(URI uri) {
  /** Refuses what is no base of paths. */
  public BaseUrl {
    if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
      throw new IllegalArgumentException("the URL must begin with http:// or https://");
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("the URL must name a host, and no user");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("the URL must have no query and no fragment");
    }
    if (uri.getRawPath().endsWith("/")) {
      throw new IllegalArgumentException("the URL must not end with a slash");
    }
  }

  /**
   * Reads a base; slashes at its end are dropped.
   *
   * @throws IllegalArgumentException with a sentence that says what is allowed
   */
  public static BaseUrl of(String text) {
    try {
      return new BaseUrl(new URI(text.replaceAll("/+$", "")));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the text is not a URL", e);
    }
  }

  /** The address of a path below, which begins without a slash. */
  public URI resolve(String path) {
    return URI.create(uri + "/" + path);
  }

  /** Connections to it; follows no redirects. */
  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  /** The failure of a request with words; a refused connection has none of its own. */
  IOException failure(Throwable cause) {
    return new IOException(
        cause instanceof ConnectException
            ? "no connection to " + uri.getAuthority()
            : String.valueOf(cause.getMessage()),
        cause);
  }
}
