package io.warnserver.distribution.archive;

import java.io.IOException;
import java.io.OutputStream;

/**
 * What an archive's {@code export.bin} holds. Written in one pass to a stream that keeps none of
 * it.
 */
@FunctionalInterface
public interface Content {

  /** Writes all of it and leaves the stream open. */
  void writeTo(OutputStream out) throws IOException;
}
