package io.warnserver.configuration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The shipped files with some edits, in memory. */
final class EditedSource implements ConfigurationSource {

  private final Map<String, byte[]> files = new TreeMap<>();

  EditedSource() throws IOException {
    ConfigurationSource shipped = new ConfigurationSource.Shipped();
    for (String name : shipped.names()) {
      try (InputStream in = shipped.open(name)) {
        files.put(name, in.readAllBytes());
      }
    }
  }

  /** Replaces a piece of text, which must be there exactly once. */
  EditedSource replace(String file, String from, String to) {
    String text = new String(files.get(file), StandardCharsets.UTF_8);
    int at = text.indexOf(from);
    if (at < 0 || text.indexOf(from, at + 1) >= 0) {
      throw new IllegalArgumentException("not exactly once in " + file + ": " + from);
    }
    return write(file, text.replace(from, to));
  }

  EditedSource write(String file, String text) {
    return write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  EditedSource write(String file, byte[] bytes) {
    files.put(file, bytes);
    return this;
  }

  EditedSource append(String file, String text) {
    return write(file, new String(files.get(file), StandardCharsets.UTF_8) + text);
  }

  EditedSource remove(String file) {
    files.remove(file);
    return this;
  }

  @Override
  public Set<String> names() {
    return files.keySet();
  }

  @Override
  public InputStream open(String name) throws IOException {
    if (!files.containsKey(name)) {
      throw new NoSuchFileException(name);
    }
    return new ByteArrayInputStream(files.get(name));
  }
}
