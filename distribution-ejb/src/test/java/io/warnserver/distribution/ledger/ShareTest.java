package io.warnserver.distribution.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.distribution.plan.HourPlan;
import io.warnserver.keys.HourNumber;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShareTest {

  @Test
  void hoursThatTakeAllThatIsDue_haveWholeShares() {
    assertThat(shares(Map.of(1, 5, 2, 7), new HourPlan(hour(2), 12), new HourPlan(hour(3), 0)))
        .containsExactly(share(2, 1, 0, 5, true), share(2, 2, 0, 7, true));
  }

  @Test
  void fullHour_leavesTheRestToTheNext() {
    assertThat(
            shares(
                Map.of(1, 5, 2, 7),
                new HourPlan(hour(2), 3),
                new HourPlan(hour(3), 3),
                new HourPlan(hour(4), 4)))
        .containsExactly(
            share(2, 1, 0, 3, false),
            share(3, 1, 3, 5, true),
            share(3, 2, 0, 1, false),
            share(4, 2, 1, 5, false));
  }

  @Test
  void moreThanWait_areRefused() {
    assertThatThrownBy(() -> shares(Map.of(1, 5), new HourPlan(hour(2), 6)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void keysThatAreNotDue_areRefused() {
    assertThatThrownBy(() -> shares(Map.of(3, 5), new HourPlan(hour(2), 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static List<Share> shares(Map<Integer, Integer> waiting, HourPlan... plans) {
    TreeMap<HourNumber, Integer> byHour = new TreeMap<>();
    waiting.forEach((due, keys) -> byHour.put(hour(due), keys));
    return Share.of(
        new Ledger.TreeState("DE", new HourNumber(0), false, 0, byHour), List.of(plans));
  }

  private static Share share(int packageHour, int due, int first, int end, boolean isLast) {
    return new Share(PackageWindow.ofHour("DE", hour(packageHour)), hour(due), first, end, isLast);
  }

  private static HourNumber hour(int hour) {
    return new HourNumber(492_000 + hour);
  }
}
