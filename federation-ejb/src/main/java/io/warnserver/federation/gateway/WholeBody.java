package io.warnserver.federation.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body whose reading ends with an {@link IOException} if it is too long, or cut. The JDK takes
 * the end of a connection for the end of a body, and a batch that is cut between two keys would be
 * taken for a whole one. Not a filter stream, which would skip bytes without counting them.
 */
final class WholeBody extends InputStream {

  private final InputStream body;
  private final long minBytes;
  private final long maxBytes;
  private long count;

  /**
   * @param minBytes that were announced
   */
  WholeBody(InputStream body, long minBytes, long maxBytes) {
    this.body = body;
    this.minBytes = minBytes;
    this.maxBytes = maxBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = body.read(bytes, offset, length);
    if (read < 0 && count < minBytes) {
      throw new EOFException("the body is cut");
    }
    count += Math.max(read, 0);
    if (count > maxBytes) {
      throw new IOException("the body is too long");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
