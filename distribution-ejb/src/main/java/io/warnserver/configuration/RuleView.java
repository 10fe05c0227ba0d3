package io.warnserver.configuration;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a rule over several fields sees of its message. Paths are relative to the message, such as
 * {@code riskClasses[0].min}.
 */
record RuleView(Place place, Faults unread, Faults found) {

  /** Whether everything at these paths and below them could be read. */
  boolean isSound(String... paths) {
    return Stream.of(paths).map(place::below).allMatch(unread::isSound);
  }

  /** Reports a fault at this path. */
  void fault(String path, String message) {
    found.add(place.below(path), message);
  }

  /**
   * Reports what appears twice among the values that could be read.
   *
   * @param paths where they are, with # for the index
   * @param shown a value as part of a fault
   */
  <T> void eachOnce(String paths, List<T> values, Function<T, String> shown) {
    Set<T> seen = new HashSet<>();
    for (int index = 0; index < values.size(); index++) {
      String path = paths.replace("#", Integer.toString(index));
      if (isSound(path) && !seen.add(values.get(index))) {
        fault(path, (shown.apply(values.get(index)) + " appears twice").strip());
      }
    }
  }
}
