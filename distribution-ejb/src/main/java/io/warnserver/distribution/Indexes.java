package io.warnserver.distribution;

import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.keys.Country;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The indexes that name the published packages: compact JSON by path, in the order in which they
 * are to be put, so that each names only what is there (key packages, "Order and retention").
 */
final class Indexes {

  /** Names nothing. */
  static final byte[] EMPTY = json(List.of());

  private Indexes() {}

  /**
   * All indexes.
   *
   * @param published every package whose object is there
   * @param configured the country whose configuration files are there, if they are
   */
  static Map<String, byte[]> of(Collection<PackageWindow> published, Optional<Country> configured) {
    SortedMap<String, SortedSet<LocalDate>> days = new TreeMap<>();
    SortedMap<String, SortedMap<LocalDate, SortedSet<Integer>>> hours = new TreeMap<>();
    days.put(PackageWindow.EUR, new TreeSet<>());
    for (PackageWindow window : published) {
      LocalDate day = window.firstHour().day();
      SortedSet<LocalDate> daysOfTree =
          days.computeIfAbsent(window.tree(), tree -> new TreeSet<>());
      if (window.isDay()) {
        daysOfTree.add(day);
      } else {
        hours
            .computeIfAbsent(window.tree(), tree -> new TreeMap<>())
            .computeIfAbsent(day, none -> new TreeSet<>())
            .add(window.firstHour().ofDay());
      }
    }
    Map<String, byte[]> indexes = new LinkedHashMap<>();
    hours.forEach(
        (tree, byDay) ->
            byDay.forEach((day, ofDay) -> indexes.put(ObjectPaths.hours(tree, day), json(ofDay))));
    days.forEach((tree, ofTree) -> indexes.put(ObjectPaths.dates(tree), json(ofTree)));
    SortedSet<String> countries = new TreeSet<>(days.keySet());
    countries.remove(PackageWindow.EUR);
    Collection<String> trees = new ArrayList<>(countries);
    trees.add(PackageWindow.EUR);
    indexes.put(ObjectPaths.COUNTRIES, json(trees));
    configured.ifPresent(
        own -> indexes.put(ObjectPaths.CONFIGURATION_COUNTRIES, json(List.of(own.code()))));
    indexes.put(ObjectPaths.VERSION, json(List.of("v1")));
    return indexes;
  }

  /** Of numbers, or of codes and dates: none of them needs escaping. */
  private static byte[] json(Collection<?> values) {
    return values.stream()
        .map(value -> value instanceof Integer ? value.toString() : "\"" + value + "\"")
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
