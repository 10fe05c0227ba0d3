package io.warnserver.federation.gateway;

import java.io.IOException;
import java.io.InputStream;

/**
 * JSON whose texts, numbers and nesting have bounds: reading ends with an {@link IOException} where
 * no text begins or ends for too long. A parser would build a text of any length before it says
 * what it is.
 */
final class ShortTexts extends InputStream {

  /** Much more than a certificate or a signature takes. */
  static final int MAX_BYTES = 32 << 10;

  private final InputStream json;
  private int sinceQuote;
  private boolean escaped;

  ShortTexts(InputStream json) {
    this.json = json;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = json.read(bytes, offset, length);
    for (int i = offset; i < offset + read; i++) {
      sinceQuote = bytes[i] == '"' && !escaped ? 0 : sinceQuote + 1;
      escaped = bytes[i] == '\\' && !escaped;
      if (sinceQuote > MAX_BYTES) {
        throw new IOException("a text is too long");
      }
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
