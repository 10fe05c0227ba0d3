package io.warnserver.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Compresses the content of every archive, as a zip does. */
final class Deflating {

  /** As the application has it. */
  private static final int LEVEL = 5;

  private static final int BUFFER_BYTES = 32 * 1024;

  private final ObjectCopies copies;

  Deflating(ObjectCopies copies) {
    this.copies = copies;
  }

  void run() throws IOException {
    for (Path export : copies.exports()) {
      Deflater deflater = new Deflater(LEVEL);
      try (OutputStream out =
          new DeflaterOutputStream(OutputStream.nullOutputStream(), deflater, BUFFER_BYTES)) {
        Files.copy(export, out);
      } finally {
        deflater.end();
      }
    }
  }
}
