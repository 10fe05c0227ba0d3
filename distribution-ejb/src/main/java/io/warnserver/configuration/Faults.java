package io.warnserver.configuration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects faults and remembers where they are, so that a rule over several fields can ask whether
 * those fields could be read at all.
 */
final class Faults {

  private final List<Fault> all = new ArrayList<>();
  private final Set<Place> broken = new HashSet<>();

  /**
   * One thing that is wrong.
   *
   * @param message what is wrong and what is allowed, such as {@code 9 is outside 0..8}; one line
   *     without control characters
   */
  record Fault(Place place, String message) {

    /** One line: {@code exposure-v1.yaml: exposureConfig.duration.gt30Min: 9 is outside 0..8}. */
    @Override
    public String toString() {
      return place.source() + ": " + (place.path().isEmpty() ? "" : place.path() + ": ") + message;
    }
  }

  void add(Place place, String message) {
    all.add(new Fault(place, message));
    broken.add(place);
  }

  /** Whether this very place has a fault: then nothing at or below it means anything. */
  boolean isBroken(Place place) {
    return broken.contains(place);
  }

  /** Whether there is no fault at this place or below it. */
  boolean isSound(Place place) {
    return broken.stream().noneMatch(place::holds);
  }

  List<Fault> all() {
    return List.copyOf(all);
  }
}
