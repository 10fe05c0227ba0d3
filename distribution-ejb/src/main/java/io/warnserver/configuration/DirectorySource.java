package io.warnserver.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The YAML files of one folder, without its sub-folders. */
final class DirectorySource implements ConfigurationSource {

  private final Path folder;

  DirectorySource(Path folder) {
    this.folder = folder;
  }

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

  @Override
  public String toString() {
    return folder.toString();
  }
}
