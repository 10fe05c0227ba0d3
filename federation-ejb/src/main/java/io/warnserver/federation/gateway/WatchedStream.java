package io.warnserver.federation.gateway;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that looks at all that is read from another one. Not a filter stream, which skips bytes
 * without showing them.
 */
abstract class WatchedStream extends InputStream {

  private final InputStream watched;

  WatchedStream(InputStream watched) {
    this.watched = watched;
  }

  /**
   * Looks at what was read.
   *
   * @param read how many bytes, from the offset on; negative at the end
   * @throws IOException if reading must not go on
   */
  abstract void look(byte[] bytes, int offset, int read) throws IOException;

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final int read(byte[] bytes, int offset, int length) throws IOException {
    int read = watched.read(bytes, offset, length);
    look(bytes, offset, read);
    return read;
  }

  @Override
  public final void close() throws IOException {
    watched.close();
  }
}
