package io.warnserver.distribution;

import io.warnserver.distribution.testing.ArrivingKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which keys each package must have, straight from the words of the specification, on keys rather
 * than counts, and over the whole time at once rather than run by run.
 */
final class PublishingModel {

  private static final Comparator<ArrivingKey> OLDEST_FIRST =
      Comparator.comparing(ArrivingKey::dueHour).thenComparing(ArrivingKey::data);

  private final Set<String> supported;
  private final int min;
  private final int max;
  private final SortedMap<String, SortedMap<Integer, Set<String>>> hours = new TreeMap<>();

  /** DE is the own country; all policies hold for all trees. */
  PublishingModel(Set<String> supported, int min, int max) {
    this.supported = supported;
    this.min = min;
    this.max = max;
  }

  /** What the hours up to the last complete one hold of these keys. */
  void play(Collection<ArrivingKey> keys, int lastHour) {
    SortedMap<String, List<ArrivingKey>> trees = new TreeMap<>();
    for (ArrivingKey key : keys) {
      treesOf(key).forEach(tree -> trees.computeIfAbsent(tree, t -> new ArrayList<>()).add(key));
    }
    trees.forEach((tree, ofTree) -> hours.put(tree, hoursOf(ofTree, lastHour)));
    hours.values().removeIf(Map::isEmpty);
  }

  /** By tree and hour. */
  SortedMap<String, SortedMap<Integer, Set<String>>> hours() {
    return hours;
  }

  /** The union of the hours of each day whose last hour is complete, by tree and day. */
  SortedMap<String, SortedMap<LocalDate, Set<String>>> days() {
    SortedMap<String, SortedMap<LocalDate, Set<String>>> days = new TreeMap<>();
    hours.forEach(
        (tree, ofTree) ->
            ofTree.forEach(
                (hour, keys) -> {
                  if (ofTree.containsKey(hour / 24 * 24 + 23)) {
                    days.computeIfAbsent(tree, t -> new TreeMap<>())
                        .computeIfAbsent(LocalDate.ofEpochDay(hour / 24), d -> new TreeSet<>())
                        .addAll(keys);
                  }
                }));
    return days;
  }

  /** "Which key goes where", with packages per country. */
  Set<String> treesOf(ArrivingKey key) {
    Set<String> trees = new TreeSet<>();
    Set<String> visited = new TreeSet<>();
    if (!key.visited().isEmpty()) {
      visited.addAll(Arrays.asList(key.visited().split(",", -1)));
    }
    if (key.origin().equals("DE")) {
      trees.add("DE");
      visited.stream().filter(supported::contains).forEach(trees::add);
    } else if (visited.isEmpty()) {
      trees.add(key.origin());
    } else if (visited.contains("DE")) {
      trees.add("DE");
    } else {
      visited.stream().filter(supported::contains).forEach(trees::add);
    }
    trees.add("EUR");
    return trees;
  }

  private SortedMap<Integer, Set<String>> hoursOf(List<ArrivingKey> keys, int lastHour) {
    List<ArrivingKey> left = new ArrayList<>(keys);
    left.sort(OLDEST_FIRST);
    SortedMap<Integer, Set<String>> packages = new TreeMap<>();
    int taken = 0;
    for (int hour = left.get(0).dueHour(); hour <= lastHour; hour++) {
      if (hour % 24 == 0) {
        taken = 0;
      }
      int due = 0;
      while (due < left.size() && left.get(due).dueHour() <= hour) {
        due++;
      }
      int goes = Math.min(due, max - taken);
      TreeSet<String> content = new TreeSet<>();
      if (goes >= min) {
        List<ArrivingKey> going = left.subList(0, goes);
        going.forEach(key -> content.add(key.data()));
        going.clear();
        taken += goes;
      }
      packages.put(hour, content);
    }
    return packages;
  }
}
