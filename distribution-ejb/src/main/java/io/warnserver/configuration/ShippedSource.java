package io.warnserver.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Set;

/** The resources beside this class. */
final class ShippedSource implements ConfigurationSource {

  @Override
  public Set<String> names() {
    return SourceFile.names();
  }

  @Override
  public InputStream open(String name) throws IOException {
    InputStream resource = ShippedSource.class.getResourceAsStream(name);
    if (resource == null) {
      throw new NoSuchFileException(name);
    }
    return resource;
  }
}
