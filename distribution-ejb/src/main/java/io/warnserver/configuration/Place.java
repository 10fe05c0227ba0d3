package io.warnserver.configuration;

/**
 * A place in a source, by its path from the top.
 *
 * @param source the file's or setting's name
 * @param path the full path as the operator reads it
 * @param parent the place that holds this one, null at the top
 */
record Place(String source, String path, Place parent) {

  static Place top(String source) {
    return new Place(source, "", null);
  }

  Place field(String name) {
    String segment = Quote.plain(name);
    return new Place(source, path.isEmpty() ? segment : path + "." + segment, this);
  }

  Place item(int index) {
    return new Place(source, path + "[" + index + "]", this);
  }
}
