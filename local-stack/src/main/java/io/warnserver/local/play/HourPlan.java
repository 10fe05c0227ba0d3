package io.warnserver.local.play;

import io.warnserver.keys.HourNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What phones send in one hour. Pure arithmetic on the hour, so that every play of an hour is
 * alike: the own country passes the 140 keys of a package (key packages, "Policies") in nearly
 * every hour, the other two only sometimes.
 *
 * @param real the submissions of people
 * @param fakes how many fake requests
 */
public record HourPlan(List<Planned> real, int fakes) {

  private static final int BUSY = 15;
  private static final int QUIET = 5;
  private static final int QUIET_EVERY = 8;
  private static final int FAKES = 6;
  private static final int MIN_KEYS = 9;
  private static final int MAX_KEYS = 14;

  /** The plan of an hour. */
  public static HourPlan of(HourNumber hour) {
    boolean quiet = hour.value() % QUIET_EVERY == 0;
    int people = quiet ? QUIET : BUSY + hour.value() % 4;
    return new HourPlan(
        IntStream.range(0, people).mapToObj(i -> Planned.of(hour, i)).toList(),
        FAKES + hour.value() % 3);
  }

  /** All keys of the hour. */
  public int keys() {
    return real.stream().mapToInt(p -> p.pastDays() + (p.withToday() ? 1 : 0)).sum();
  }

  /**
   * One person's submission; 14 keys at most.
   *
   * @param pastDays keys of whole past days
   * @param withToday whether the key of the day that has begun is with them
   * @param visitedCountries the own country first
   * @param consent whether other countries may have the keys
   */
  public record Planned(
      int pastDays, boolean withToday, List<String> visitedCountries, boolean consent) {

    private static Planned of(HourNumber hour, int index) {
      int keys = MIN_KEYS + (index + hour.value()) % (MAX_KEYS - MIN_KEYS + 1);
      boolean withToday = index % 4 == 1 && hour.ofDay() >= 3;
      List<String> countries = new ArrayList<>(List.of("DE"));
      if (index % 3 == 0) {
        countries.add("FR");
      }
      if (index % 5 == 0) {
        countries.add("NL");
      }
      return new Planned(withToday ? keys - 1 : keys, withToday, countries, index % 2 == 0);
    }
  }
}
