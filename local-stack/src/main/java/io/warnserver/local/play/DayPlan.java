package io.warnserver.local.play;

import io.warnserver.keys.HourNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which hours are played. Pure arithmetic. */
public final class DayPlan {

  /** Complete hours before now. */
  public static final int HOURS = HourNumber.PER_DAY;

  private DayPlan() {}

  /**
   * The last complete hours, ascending, without those that are not after the last published one:
   * the application's clock never goes back behind an hour that has been published.
   *
   * @param now the real time
   * @param lastPublished the latest hour with a package; empty where there is none
   */
  public static List<HourNumber> hours(Instant now, Optional<HourNumber> lastPublished) {
    HourNumber current = HourNumber.containing(now);
    return IntStream.range(-HOURS, 0)
        .mapToObj(current::plus)
        .filter(hour -> lastPublished.isEmpty() || hour.compareTo(lastPublished.get()) > 0)
        .toList();
  }
}
