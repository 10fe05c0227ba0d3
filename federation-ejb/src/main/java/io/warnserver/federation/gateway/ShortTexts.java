package io.warnserver.federation.gateway;

import java.io.IOException;
import java.io.InputStream;

/**
 * JSON whose texts, numbers and nesting have bounds: reading ends with an {@link IOException} where
 * no text begins or ends for too long. A parser would build a text of any length before it says
 * what it is.
 */
final class ShortTexts extends WatchedStream {

  /** Much more than a certificate or a signature takes. */
  static final int MAX_BYTES = 32 << 10;

  private int sinceQuote;
  private boolean escaped;

  ShortTexts(InputStream json) {
    super(json);
  }

  @Override
  void look(byte[] bytes, int offset, int read) throws IOException {
    for (int i = offset; i < offset + read; i++) {
      sinceQuote = bytes[i] == '"' && !escaped ? 0 : sinceQuote + 1;
      escaped = bytes[i] == '\\' && !escaped;
      if (sinceQuote > MAX_BYTES) {
        throw new IOException("a text is too long");
      }
    }
  }
}
