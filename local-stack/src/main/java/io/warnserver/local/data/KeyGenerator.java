package io.warnserver.local.data;

import io.warnserver.keys.HourNumber;
import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.KeyData;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Makes the keys of a plan, one after the other, in the order of their hours. Each is due in the
 * hour of its submission: it expired at least two hours before (key packages, policy 1).
 */
final class KeyGenerator implements Iterator<GeneratedKey> {

  /** The two hours in which phones may still use what they have received. */
  private static final int EXPIRY_DELAY = 2 * IntervalNumber.PER_HOUR;

  private static final int MOST_DAYS_AGO = 12;
  private static final int RISK_LEVELS = 8;
  private static final int FIRST_ONSET = -3;
  private static final int LAST_ONSET = 14;
  private static final int CONFIRMED_TEST = 1;
  private static final int PERCENT = 100;

  private final KeyPlan plan;
  private final HourNumber first;
  private final SplittableRandom random;
  private long made;

  /**
   * @param end the hour after the last one of the plan
   */
  KeyGenerator(KeyPlan plan, HourNumber end) {
    this.plan = plan;
    first = end.plus(-plan.hours());
    random = new SplittableRandom(plan.seed());
  }

  @Override
  public boolean hasNext() {
    return made < plan.count();
  }

  @Override
  public GeneratedKey next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    HourNumber hour = first.plus(Math.toIntExact(made * plan.hours() / plan.count()));
    made++;
    String origin = plan.origins().get(random.nextInt(plan.origins().size()));
    return new GeneratedKey(
        KeyData.random(random),
        rollingStart(hour),
        IntervalNumber.PER_DAY,
        1 + random.nextInt(RISK_LEVELS),
        random.nextInt(FIRST_ONSET, LAST_ONSET + 1),
        CONFIRMED_TEST,
        origin,
        visited(origin),
        hour);
  }

  private int rollingStart(HourNumber hour) {
    int lastExpiry = hour.value() * IntervalNumber.PER_HOUR - EXPIRY_DELAY;
    int days = lastExpiry / IntervalNumber.PER_DAY - 1 - random.nextInt(MOST_DAYS_AGO + 1);
    return days * IntervalNumber.PER_DAY;
  }

  private String visited(String origin) {
    TreeSet<String> visited = new TreeSet<>();
    visited.add(origin);
    for (String country : plan.countries()) {
      if (random.nextInt(PERCENT) < plan.visitedPercent()) {
        visited.add(country);
      }
    }
    return String.join(",", visited);
  }
}
