package io.warnserver.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;

/** Compresses the content of every archive, as a zip does. */
final class Deflating {

  private final ObjectCopies copies;

  Deflating(ObjectCopies copies) {
    this.copies = copies;
  }

  void run() throws IOException {
    for (Path export : copies.exports()) {
      try (OutputStream out = new DeflaterOutputStream(OutputStream.nullOutputStream())) {
        Files.copy(export, out);
      }
    }
  }
}
