package io.warnserver.local.gateway;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Keeps batches over restarts: one file a batch, named as its tag, in a folder of their own. */
final class BatchFiles {

  private final Path folder;

  /**
   * @param folder made where it is missing
   */
  BatchFiles(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that were saved, in order. */
  List<Batch> read() {
    try (Stream<Path> files = Files.list(folder)) {
      List<Batch> batches = new ArrayList<>();
      for (Path file : files.filter(f -> !f.toString().endsWith(".tmp")).toList()) {
        try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
          batches.add((Batch) in.readObject());
        }
      }
      batches.sort(Comparator.comparing(Batch::date).thenComparing(Batch::number));
      return batches;
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("the gateway's batches in " + folder + " are unusable", e);
    }
  }

  void delete(Batch batch) {
    try {
      Files.deleteIfExists(folder.resolve(batch.tag()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void save(Batch batch) {
    Path temporary = folder.resolve(batch.tag() + ".tmp");
    try {
      try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(temporary))) {
        out.writeObject(batch);
      }
      Files.move(temporary, folder.resolve(batch.tag()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IllegalStateException("a batch of the gateway cannot be saved", e);
    }
  }
}
