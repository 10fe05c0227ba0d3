package io.warnserver.submission;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads a request's body up to a limit that is counted while reading: a chunked body announces no
 * length.
 */
final class BoundedBody {

  private BoundedBody() {}

  /**
   * Reads all of it.
   *
   * @param announced the Content-Length, or a negative number
   * @param limit bytes, at most
   * @return empty if it is larger
   */
  static Optional<byte[]> read(InputStream body, int announced, int limit) throws IOException {
    if (announced > limit) {
      return Optional.empty();
    }
    byte[] bytes = body.readNBytes(limit + 1);
    return bytes.length > limit ? Optional.empty() : Optional.of(bytes);
  }
}
