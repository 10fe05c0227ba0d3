package io.warnserver.configuration;

/**
 * A place in a source.
 *
 * @param source the file's name, or the setting's name for what the server passes in
 * @param path the full path within it, such as {@code exposureConfig.duration.gt30Min}; empty where
 *     the whole source is meant
 */
record Place(String source, String path) {

  static Place top(String source) {
    return new Place(source, "");
  }

  /** The place of a field or an entry by its name, which can be anything. */
  Place field(String name) {
    return below(Quote.plain(name));
  }

  Place item(int index) {
    return new Place(source, path + "[" + index + "]");
  }

  /** The place at a path that begins here. */
  Place below(String relative) {
    return new Place(source, path.isEmpty() ? relative : path + "." + relative);
  }

  /** Whether another place is this one or below it. */
  boolean holds(Place other) {
    return source.equals(other.source)
        && (path.isEmpty()
            || path.equals(other.path)
            || other.path.startsWith(path + ".")
            || other.path.startsWith(path + "["));
  }
}
