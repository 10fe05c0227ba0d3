package io.warnserver.keystores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads files only when they, or the settings that name them, have changed: deriving a key from a
 * password is meant to be slow. May be used by several threads.
 *
 * @param <S> the settings
 * @param <V> what is made of the files
 */
public final class ReadAgain<S, V> {

  private S settings;
  private List<Seen> seen = List.of();
  private V value;

  /** What tells that reading a file again would give the same. */
  private record Seen(Path file, Object identity, FileTime modified, long size) {}

  /**
   * What the files hold; the same object as long as nothing has changed.
   *
   * @param now the settings
   * @param files that they name
   * @param reading of the files; what it throws leaves the former value for the next time
   */
  public synchronized V get(S now, List<Path> files, Supplier<V> reading) {
    // Before reading: what changes while it is read is then noticed the next time.
    List<Seen> current = look(files);
    if (value == null || current.isEmpty() || !current.equals(seen) || !now.equals(settings)) {
      value = reading.get();
      seen = current;
      settings = now;
    }
    return value;
  }

  private static List<Seen> look(List<Path> files) {
    List<Seen> current = new ArrayList<>();
    for (Path file : files) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        current.add(
            new Seen(file, attributes.fileKey(), attributes.lastModifiedTime(), attributes.size()));
      } catch (IOException e) {
        // A file that cannot be seen equals nothing that was read; reading it gives the reason.
        return List.of();
      }
    }
    return current;
  }
}
