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

  private final List<ConfigurationFault> all = new ArrayList<>();
  private final Set<Place> broken = new HashSet<>();
  private final Set<Place> touched = new HashSet<>();

  void add(Place place, String message) {
    all.add(new ConfigurationFault(place.source(), place.path(), message));
    broken.add(place);
    for (Place at = place; at != null; at = at.parent()) {
      touched.add(at);
    }
  }

  /** Like a fault at this place that another one has told already. */
  void hide(Place place) {
    broken.add(place);
    touched.add(place);
  }

  /** Whether this very place has a fault: then nothing at or below it means anything. */
  boolean isBroken(Place place) {
    return broken.contains(place);
  }

  /** Whether there is no fault at this place or below it. */
  boolean isSound(Place place) {
    return !touched.contains(place);
  }

  List<ConfigurationFault> all() {
    return List.copyOf(all);
  }
}
