package io.warnserver.distribution.ledger;

import io.warnserver.distribution.plan.HourPlan;
import io.warnserver.keys.HourNumber;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What an hour's package takes of the keys of a tree that are due in the same hour: nearly always
 * all. Where packages are full, a part of them in the order of the key data.
 *
 * @param window of the package
 * @param due the hour in which the keys are due
 * @param first how many of them others take before
 * @param end how many of them others and this one take
 * @param isLast whether nobody takes more of them than {@code end}
 */
record Share(PackageWindow window, HourNumber due, int first, int end, boolean isLast) {

  /** How many keys it takes. */
  int keys() {
    return end - first;
  }

  /**
   * Those of a tree: the keys that have waited longest go into the first hours.
   *
   * @throws IllegalStateException if more keys are planned than are due until the last hour
   */
  static List<Share> of(Ledger.TreeState state, List<HourPlan> plans) {
    List<Share> shares = new ArrayList<>();
    Iterator<Map.Entry<HourNumber, Integer>> groups = state.waiting().entrySet().iterator();
    Map.Entry<HourNumber, Integer> group = null;
    int taken = 0;
    for (HourPlan plan : plans) {
      int left = plan.keys();
      while (left > 0) {
        if (group == null || taken == group.getValue()) {
          if (!groups.hasNext()) {
            throw new IllegalStateException("more keys are planned for a tree than wait");
          }
          group = groups.next();
          taken = 0;
        }
        if (group.getKey().compareTo(plan.hour()) > 0) {
          throw new IllegalStateException("keys are planned for an hour before they are due");
        }
        int end = Math.min(taken + left, group.getValue());
        shares.add(
            new Share(
                PackageWindow.ofHour(state.tree(), plan.hour()),
                group.getKey(),
                taken,
                end,
                end == group.getValue()));
        left -= end - taken;
        taken = end;
      }
    }
    return shares;
  }
}
