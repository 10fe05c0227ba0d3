package io.warnserver.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;

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

  /** The files with the default values, which this package ships. */
  static ConfigurationSource shipped() {
    return new ShippedSource();
  }

  /** The files of a folder; it is read anew each time. */
  static ConfigurationSource directory(Path folder) {
    return new DirectorySource(folder);
  }
}
