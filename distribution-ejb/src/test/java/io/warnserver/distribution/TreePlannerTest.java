package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.ledger.Ledger;
import io.warnserver.distribution.plan.HourPlan;
import io.warnserver.keys.HourNumber;
import io.warnserver.testing.Logged;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class TreePlannerTest {

  private static final HourNumber NOW =
      HourNumber.containing(Instant.parse("2026-03-20T10:00:00Z"));
  private static final HourNumber FIRST_KEPT =
      HourNumber.containing(Instant.parse("2026-03-06T00:00:00Z"));
  private static final HourNumber NEVER = new HourNumber(0);

  private final TreePlanner planner =
      new TreePlanner(SettingsFixture.with("warn.supported-countries", "AT,DE"), NOW);

  @Test
  void firstKept_isTheFirstHourOfTheFirstDayWithinRetention() {
    assertThat(planner.firstKept()).isEqualTo(FIRST_KEPT);
  }

  @Test
  void newTree_beginsWhereItsFirstKeyIsDue() {
    List<HourPlan> plans = planner.plan(state("DE", NEVER, false, Map.of(-3, 100, -2, 40)));

    assertThat(plans)
        .containsExactly(
            new HourPlan(NOW.plus(-3), 0),
            new HourPlan(NOW.plus(-2), 140),
            new HourPlan(NOW.plus(-1), 0));
  }

  @Test
  void newTree_doesNotBeginBeforeRetention() {
    List<HourPlan> plans = planner.plan(state("DE", NEVER, false, Map.of(-1000, 140)));

    assertThat(plans.get(0)).isEqualTo(new HourPlan(FIRST_KEPT, 140));
  }

  @Test
  void newTreeWhoseKeysAreDueLater_doesNotBegin() {
    assertThat(planner.plan(state("DE", NEVER, false, Map.of(0, 200)))).isEmpty();
  }

  @Test
  void treeThatEnded_staysAwayWithoutKeys() {
    assertThat(planner.plan(state("DE", NOW.plus(-50), false, Map.of()))).isEmpty();
  }

  @Test
  void treeThatEnded_beginsAnewWhereItsFirstKeyIsDue() {
    assertThat(planner.plan(state("DE", NOW.plus(-50), false, Map.of(-2, 140))).get(0))
        .isEqualTo(new HourPlan(NOW.plus(-2), 140));
  }

  @Test
  void treeThatEnded_neverGoesBackBeforeItsNextHour() {
    assertThat(planner.plan(state("DE", NOW.plus(-1), false, Map.of(-9, 140))))
        .containsExactly(new HourPlan(NOW.plus(-1), 140));
  }

  @Test
  void activeTree_goesOnWithoutKeys() {
    assertThat(planner.plan(state("DE", NOW.plus(-2), true, Map.of())))
        .containsExactly(new HourPlan(NOW.plus(-2), 0), new HourPlan(NOW.plus(-1), 0));
  }

  @Test
  void activeTreeUpToDate_hasNothingToPlan() {
    assertThat(planner.plan(state("DE", NOW, true, Map.of(-5, 500)))).isEmpty();
  }

  @Test
  void activeTreeAfterWeeksOfDownTime_goesOnWithinRetention() {
    List<HourPlan> plans = planner.plan(state("DE", NOW.plus(-24 * 40), true, Map.of(-2, 140)));

    assertThat(plans).hasSize(14 * 24 + 10);
    assertThat(plans.get(0).hour()).isEqualTo(FIRST_KEPT);
  }

  @Test
  void clockThatWentBack_plansNothing() {
    assertThat(planner.plan(state("DE", NOW.plus(30), true, Map.of(-5, 500)))).isEmpty();
  }

  @Test
  void otherCountryWithPoliciesOfOwn_takesAnyNumber() {
    TreePlanner own =
        new TreePlanner(
            SettingsFixture.with(
                "warn.supported-countries", "AT,DE", "warn.distribution.policies", "own"),
            NOW);

    assertThat(own.plan(state("AT", NEVER, false, Map.of(-1, 1))))
        .containsExactly(new HourPlan(NOW.plus(-1), 1));
    assertThat(own.plan(state("EUR", NEVER, false, Map.of(-1, 1))))
        .containsExactly(new HourPlan(NOW.plus(-1), 0));
  }

  @Test
  void packagesThatAreFull_raiseAnAlarm() {
    TreePlanner small =
        new TreePlanner(SettingsFixture.with("warn.distribution.max-keys", "200"), NOW);

    List<String> warnings =
        warnings(() -> small.plan(state("DE", NOW.plus(-1), true, Map.of(-1, 500))));

    assertThat(warnings).singleElement().asString().contains("DE", "300");
    assertThat(small.carriedOver()).isEqualTo(300);
  }

  @Test
  void keysThatAreTooFewOrDueLater_raiseNoAlarm() {
    assertThat(
            warnings(() -> planner.plan(state("DE", NOW.plus(-1), true, Map.of(-1, 139, 0, 500)))))
        .isEmpty();
    assertThat(planner.carriedOver()).isZero();
  }

  private static List<String> warnings(Runnable action) {
    try (Logged log = Logged.by(TreePlanner.class)) {
      action.run();
      return log.lines(Level.WARNING);
    }
  }

  private static Ledger.TreeState state(
      String tree, HourNumber next, boolean active, Map<Integer, Integer> waiting) {
    SortedMap<HourNumber, Integer> due = new TreeMap<>();
    waiting.forEach((hour, keys) -> due.put(NOW.plus(hour), keys));
    return new Ledger.TreeState(tree, next, active, 0, due);
  }
}
