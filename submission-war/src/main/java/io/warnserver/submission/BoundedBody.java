package io.warnserver.submission;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Reads a request's body up to a limit that is counted while reading: a chunked body announces no
 * length.
 */
final class BoundedBody {

  private static final int FIRST_BUFFER = 4096;

  private BoundedBody() {}

  /**
   * Reads all of it. The buffer grows with what comes, whatever was announced.
   *
   * @param announced the Content-Length, or a negative number
   * @param limit bytes, at most
   * @param late asked after each piece: whether the client has had time enough
   * @return empty if it is larger
   * @throws InterruptedIOException if it was late before all was there
   */
  static Optional<byte[]> read(InputStream body, int announced, int limit, BooleanSupplier late)
      throws IOException {
    if (announced > limit) {
      return Optional.empty();
    }
    byte[] buffer = new byte[Math.min(limit + 1, FIRST_BUFFER)];
    int length = 0;
    while (true) {
      int read = body.read(buffer, length, buffer.length - length);
      if (read < 0) {
        return Optional.of(Arrays.copyOf(buffer, length));
      }
      length += read;
      if (length > limit) {
        return Optional.empty();
      }
      if (late.getAsBoolean()) {
        throw new InterruptedIOException("the body did not come in time");
      }
      if (length == buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.min(limit + 1, 4 * buffer.length));
      }
    }
  }
}
