package io.warnserver.distribution;

import io.warnserver.distribution.ledger.Ledger;
import io.warnserver.distribution.plan.HourPlan;
import io.warnserver.distribution.plan.PackageLimits;
import io.warnserver.keys.HourNumber;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Plans the hours of a tree up to the last complete one: where a tree begins, goes on, or begins
 * anew.
 */
final class TreePlanner implements Ledger.Planner {

  private static final Logger LOG = Logger.getLogger(TreePlanner.class.getName());

  private final DistributionSettings settings;
  private final HourNumber now;
  private int carriedOver;

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
    PackageLimits limits = settings.limitsOf(tree.tree());
    HourNumber next = next(tree);
    int takenToday = next.day().equals(tree.nextHour().day()) ? tree.takenToday() : 0;
    List<HourPlan> plans = HourPlan.of(next, now.plus(-1), tree.waiting(), takenToday, limits);
    warnOfOverflow(tree, plans, limits);
    return plans;
  }

  /** Where enough keys are due but stay, it is because packages have reached their largest size. */
  private void warnOfOverflow(Ledger.TreeState tree, List<HourPlan> plans, PackageLimits limits) {
    int due =
        tree.waiting().headMap(now).values().stream().mapToInt(Integer::intValue).sum()
            - plans.stream().mapToInt(HourPlan::keys).sum();
    if (due >= limits.min()) {
      carriedOver += due;
      LOG.log(
          Level.WARNING,
          "The largest packages of {0} are full: {1} keys are carried over",
          new Object[] {tree.tree(), due});
    }
  }

  /** How many keys stay because packages are full, once for each tree that was planned. */
  int carriedOver() {
    return carriedOver;
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
