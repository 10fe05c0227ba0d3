package io.warnserver.distribution.plan;

import io.warnserver.keys.HourNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * How many keys each hour of a tree takes: from the earliest hour on, waiting keys accumulate until
 * there are enough, and an hour takes at most what its day still has room for (key packages,
 * policies 2 and 5).
 *
 * @param hour a complete hour without a package
 * @param keys how many of those that wait longest it takes; 0 makes a package without keys
 */
public record HourPlan(HourNumber hour, int keys) {

  /**
   * Plans all complete hours without a package.
   *
   * @param next the first of them
   * @param last the last complete hour; before {@code next} when there is nothing to plan
   * @param waiting how many keys wait, by the hour they are due in; hours before {@code next} are
   *     due in it
   * @param takenToday keys in the packages of {@code next}'s day
   */
  public static List<HourPlan> of(
      HourNumber next,
      HourNumber last,
      SortedMap<HourNumber, Integer> waiting,
      int takenToday,
      PackageLimits limits) {
    List<HourPlan> plans = new ArrayList<>();
    int taken = takenToday;
    long seen = 0;
    long placed = 0;
    HourNumber from = new HourNumber(0);
    for (HourNumber hour = next; hour.compareTo(last) <= 0; hour = hour.plus(1)) {
      taken = hour.ofDay() == 0 ? 0 : taken;
      HourNumber until = hour.plus(1);
      seen += waiting.subMap(from, until).values().stream().mapToLong(Integer::intValue).sum();
      from = until;
      long offered = Math.min(seen - placed, Math.max(0, limits.max() - taken));
      int keys = offered >= limits.min() ? Math.toIntExact(offered) : 0;
      placed += keys;
      taken += keys;
      plans.add(new HourPlan(hour, keys));
    }
    return plans;
  }
}
