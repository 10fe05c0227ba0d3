package io.warnserver.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the readable source files of the app configuration come from. */
public interface ConfigurationSource {

  /** The names of all YAML files it holds, expected ones and others. */
  Set<String> names() throws IOException;

  /**
   * Opens a file; the caller closes it.
   *
   * @param name one of {@link #names()}
   * @throws IOException if it cannot be read; its message is shown to the operator
   */
  InputStream open(String name) throws IOException;

  /** The files with the default values: the resources beside this class. */
  record Shipped() implements ConfigurationSource {

    @Override
    public Set<String> names() {
      return new TreeSet<>(SourceFile.NAMES);
    }

    @Override
    public InputStream open(String name) throws IOException {
      InputStream resource = Shipped.class.getResourceAsStream(name);
      if (resource == null) {
        throw new NoSuchFileException(name);
      }
      return resource;
    }
  }

  /** The files of a folder, without its sub-folders; it is read anew each time. */
  record Directory(Path folder) implements ConfigurationSource {

    @Override
    public Set<String> names() throws IOException {
      if (!Files.isDirectory(folder)) {
        throw new IOException("is not a folder: " + folder);
      }
      try (Stream<Path> files = Files.list(folder)) {
        return files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
            .collect(Collectors.toCollection(TreeSet::new));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    @Override
    public InputStream open(String name) throws IOException {
      Path file = folder.resolve(name);
      // Opening a pipe or a device would wait for ever.
      if (!Files.isRegularFile(file)) {
        throw new IOException("is not a file");
      }
      return Files.newInputStream(file);
    }
  }
}
