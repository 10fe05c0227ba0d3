package io.warnserver.federation.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body whose reading ends with an {@link IOException} if it is too long, or cut. The JDK takes
 * the end of a connection for the end of a body, and a batch that is cut between two keys would be
 * taken for a whole one.
 */
final class WholeBody extends WatchedStream {

  private final long minBytes;
  private final long maxBytes;
  private long count;

  /**
   * @param minBytes that were announced
   */
  WholeBody(InputStream body, long minBytes, long maxBytes) {
    super(body);
    this.minBytes = minBytes;
    this.maxBytes = maxBytes;
  }

  @Override
  void look(byte[] bytes, int offset, int read) throws IOException {
    if (read < 0 && count < minBytes) {
      throw new EOFException("the body is cut");
    }
    count += Math.max(read, 0);
    if (count > maxBytes) {
      throw new IOException("the body is too long");
    }
  }
}
