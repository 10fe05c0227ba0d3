package io.warnserver.distribution;

import io.warnserver.distribution.ledger.Ledger;
import io.warnserver.distribution.plan.HourPlan;
import io.warnserver.keys.HourNumber;
import java.util.List;

/**
 * Plans the hours of a tree up to the last complete one: where a tree begins, goes on, or begins
 * anew.
 */
final class TreePlanner implements Ledger.Planner {

  private final DistributionSettings settings;
  private final HourNumber now;

  /**
   * @param settings limits and retention
   * @param now the current hour
   */
  TreePlanner(DistributionSettings settings, HourNumber now) {
    this.settings = settings;
    this.now = now;
  }

  @Override
  public List<HourPlan> plan(Ledger.TreeState tree) {
    if (!tree.active() && tree.waiting().isEmpty()) {
      return List.of();
    }
    return HourPlan.of(
        next(tree),
        now.plus(-1),
        tree.waiting(),
        tree.takenToday(),
        settings.limitsOf(tree.tree()));
  }

  /**
   * From its first package on every hour has one; a tree without packages begins where its first
   * key is due.
   */
  private HourNumber next(Ledger.TreeState tree) {
    HourNumber next = latest(tree.nextHour(), firstKept());
    return tree.active() ? next : latest(next, tree.waiting().firstKey());
  }

  /** The first hour of the first day within retention. */
  HourNumber firstKept() {
    return HourNumber.startOf(now.day().minusDays(settings.retentionDays()));
  }

  private static HourNumber latest(HourNumber one, HourNumber other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
