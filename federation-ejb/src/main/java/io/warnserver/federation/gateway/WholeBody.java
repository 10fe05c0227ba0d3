package io.warnserver.federation.gateway;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ends the reading of a body that is too long, or cut, with an {@link IOException}. The JDK takes
 * the end of a connection for the end of a body, and a batch that is cut between two keys would be
 * taken for a whole one.
 */
final class WholeBody implements ReaderInterceptor {

  private final long maxBytes;

  WholeBody(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    String length = context.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
    long announced = length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    context.setInputStream(new Counted(context.getInputStream(), announced, maxBytes));
    return context.proceed();
  }

  /** Not a filter stream, which would skip bytes without counting them. */
  static final class Counted extends InputStream {

    private final InputStream body;
    private final long minBytes;
    private final long maxBytes;
    private long count;

    Counted(InputStream body, long minBytes, long maxBytes) {
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
}
