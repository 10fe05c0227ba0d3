package io.warnserver.distribution.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.keys.HourNumber;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HourPlanTest {

  private static final HourNumber MIDNIGHT = HourNumber.startOf(LocalDate.of(2026, 3, 2));
  private static final PackageLimits USUAL = new PackageLimits(140, 450_000);
  private static final PackageLimits SMALL = new PackageLimits(140, 1000);

  /**
   * A case; hours count from midnight.
   *
   * @param waiting keys by the hour they are due in
   * @param expected keys of the hours that take any
   */
  private record Case(
      String name,
      int next,
      int last,
      Map<Integer, Integer> waiting,
      int takenToday,
      PackageLimits limits,
      Map<Integer, Integer> expected) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("2 an hour", 0, 71, every(2, 0, 71), 0, USUAL, Map.of(69, 140)),
        new Case("139 an hour", 0, 5, every(139, 0, 5), 0, USUAL, Map.of(1, 278, 3, 278, 5, 278)),
        new Case("140 an hour", 0, 4, every(140, 0, 4), 0, USUAL, every(140, 0, 4)),
        new Case("141 an hour", 0, 4, every(141, 0, 4), 0, USUAL, every(141, 0, 4)),
        new Case("5000 an hour", 0, 30, every(5000, 0, 30), 0, USUAL, every(5000, 0, 30)),
        new Case("139 once", 3, 9, Map.of(3, 139), 0, USUAL, Map.of()),
        new Case("140 once", 3, 9, Map.of(3, 140), 0, USUAL, Map.of(3, 140)),
        new Case("a gap before enough", 0, 8, Map.of(0, 100, 5, 40), 0, USUAL, Map.of(5, 140)),
        new Case("gaps after", 0, 9, Map.of(0, 140, 4, 150), 0, USUAL, Map.of(0, 140, 4, 150)),
        new Case("no keys at all", 20, 27, Map.of(), 0, USUAL, Map.of()),
        new Case("30 hours down", 5, 34, every(10, 5, 34), 0, USUAL, Map.of(18, 140, 32, 140)),
        new Case("down, many at once", 5, 34, Map.of(5, 9000), 0, USUAL, Map.of(5, 9000)),
        new Case("late keys", 6, 8, Map.of(1, 150, 5, 50), 0, USUAL, Map.of(6, 200)),
        new Case("late and new", 6, 8, Map.of(1, 100, 6, 40), 0, USUAL, Map.of(6, 140)),
        new Case("too few late ones", 6, 8, Map.of(1, 100, 8, 40), 0, USUAL, Map.of(8, 140)),
        new Case("due after the last", 0, 2, Map.of(2, 139, 3, 1), 0, USUAL, Map.of()),
        new Case("exactly the maximum", 0, 2, Map.of(0, 1000), 0, SMALL, Map.of(0, 1000)),
        new Case("into the next day", 3, 30, Map.of(3, 1500), 0, SMALL, Map.of(3, 1000, 24, 500)),
        new Case(
            "over three days",
            3,
            50,
            Map.of(3, 2400),
            0,
            SMALL,
            Map.of(3, 1000, 24, 1000, 48, 400)),
        new Case(
            "spread over hours of a day",
            0,
            30,
            Map.of(0, 600, 1, 300, 2, 700),
            0,
            SMALL,
            Map.of(0, 600, 1, 300, 24, 700)),
        new Case(
            "an hour takes what its day has room for",
            0,
            30,
            Map.of(0, 600, 1, 700, 2, 140),
            0,
            SMALL,
            Map.of(0, 600, 1, 400, 24, 440)),
        new Case(
            "a rest that is too small waits for others",
            22,
            30,
            Map.of(22, 1100, 26, 40),
            0,
            SMALL,
            Map.of(22, 1000, 26, 140)),
        new Case(
            "room smaller than the minimum", 9, 26, Map.of(9, 150), 900, SMALL, Map.of(24, 150)),
        new Case("room of the minimum", 9, 26, Map.of(9, 150), 860, SMALL, Map.of(9, 140)),
        new Case("taken earlier today", 9, 26, Map.of(9, 900), 400, SMALL, Map.of(9, 600, 24, 300)),
        new Case("no room at all", 9, 26, Map.of(9, 900), 1000, SMALL, Map.of(24, 900)),
        new Case("maximum lowered today", 9, 26, Map.of(9, 900), 5000, SMALL, Map.of(24, 900)),
        new Case("the last hour of a day", 23, 24, Map.of(23, 300), 800, SMALL, Map.of(23, 200)),
        new Case(
            "minimum is maximum",
            0,
            49,
            Map.of(0, 300),
            0,
            new PackageLimits(140, 140),
            Map.of(0, 140, 24, 140)),
        new Case(
            "a country without the policy",
            0,
            3,
            Map.of(0, 1, 2, 3),
            0,
            new PackageLimits(1, 1000),
            Map.of(0, 1, 2, 3)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachCase_isPlannedAsExpected(Case one) {
    List<HourPlan> plans =
        HourPlan.of(
            MIDNIGHT.plus(one.next),
            MIDNIGHT.plus(one.last),
            fromMidnight(one.waiting),
            one.takenToday,
            one.limits);

    assertThat(plans)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(one.next, one.last)
                .mapToObj(
                    hour -> new HourPlan(MIDNIGHT.plus(hour), one.expected.getOrDefault(hour, 0)))
                .toList());
  }

  @Test
  void lastBeforeNext_nothingIsPlanned() {
    assertThat(HourPlan.of(MIDNIGHT, MIDNIGHT.plus(-1), fromMidnight(Map.of(0, 500)), 0, USUAL))
        .isEmpty();
    assertThat(HourPlan.of(MIDNIGHT.plus(9), MIDNIGHT, Collections.emptySortedMap(), 0, USUAL))
        .isEmpty();
  }

  @Test
  void moreKeysThanAnInteger_areCountedRight() {
    SortedMap<HourNumber, Integer> waiting =
        fromMidnight(Map.of(0, Integer.MAX_VALUE, 1, Integer.MAX_VALUE));

    assertThat(HourPlan.of(MIDNIGHT.plus(1), MIDNIGHT.plus(1), waiting, 0, USUAL))
        .containsExactly(new HourPlan(MIDNIGHT.plus(1), 450_000));
  }

  /** What holds for every plan, on many of them. */
  @Test
  void anyWaitingKeys_keepTheLimitsAndAreNeverLost() {
    Random random = new Random(5);
    for (int round = 0; round < 500; round++) {
      PackageLimits limits = new PackageLimits(1 + random.nextInt(140), 140 + random.nextInt(900));
      int next = random.nextInt(24);
      int last = next + random.nextInt(100);
      Map<Integer, Integer> waiting = new HashMap<>();
      for (int hour = 0; hour <= last; hour++) {
        waiting.merge(hour, random.nextInt(random.nextInt(200) + 1), Integer::sum);
      }

      List<HourPlan> plans =
          HourPlan.of(MIDNIGHT.plus(next), MIDNIGHT.plus(last), fromMidnight(waiting), 0, limits);

      Map<LocalDate, Integer> days = new HashMap<>();
      int placed = 0;
      for (HourPlan plan : plans) {
        assertThat(plan.keys())
            .satisfiesAnyOf(
                keys -> assertThat(keys).isZero(),
                keys -> assertThat(keys).isBetween(limits.min(), limits.max()));
        placed += plan.keys();
        days.merge(plan.hour().day(), plan.keys(), Integer::sum);
        int due =
            waiting.entrySet().stream()
                .filter(entry -> MIDNIGHT.plus(entry.getKey()).compareTo(plan.hour()) <= 0)
                .mapToInt(Map.Entry::getValue)
                .sum();
        int room = limits.max() - days.get(plan.hour().day());
        assertThat(placed).isLessThanOrEqualTo(due);
        // Whatever could go does go.
        assertThat(Math.min(due - placed, room)).isLessThan(Math.max(limits.min(), 1));
      }
      assertThat(days.values()).allMatch(taken -> taken <= limits.max());
    }
  }

  @Test
  void limits_refuseWhatContradicts() {
    assertThatThrownBy(() -> new PackageLimits(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PackageLimits(2, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<Integer, Integer> every(int keys, int from, int to) {
    Map<Integer, Integer> hours = new HashMap<>();
    IntStream.rangeClosed(from, to).forEach(hour -> hours.put(hour, keys));
    return hours;
  }

  private static SortedMap<HourNumber, Integer> fromMidnight(Map<Integer, Integer> hours) {
    SortedMap<HourNumber, Integer> waiting = new TreeMap<>();
    hours.forEach((hour, keys) -> waiting.put(MIDNIGHT.plus(hour), keys));
    return waiting;
  }
}
