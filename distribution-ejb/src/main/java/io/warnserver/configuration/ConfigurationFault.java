package io.warnserver.configuration;

/**
 * One thing that is wrong in the source of the app configuration.
 *
 * @param source the file's name, or the setting's name for what the server passes in
 * @param path the full path within it, such as {@code exposureConfig.duration.gt30Min}; empty where
 *     the whole source is meant
 * @param message what is wrong and what is allowed, such as {@code 9 is outside 0..8}; one line
 *     without control characters
 */
public record ConfigurationFault(String source, String path, String message) {

  /** One line: {@code exposure-v1.yaml: exposureConfig.duration.gt30Min: 9 is outside 0..8}. */
  @Override
  public String toString() {
    return path.isEmpty() ? source + ": " + message : source + ": " + path + ": " + message;
  }
}
