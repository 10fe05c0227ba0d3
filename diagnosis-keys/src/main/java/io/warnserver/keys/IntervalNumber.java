package io.warnserver.keys;

import java.time.Instant;

/**
 * A point in time as the number of 10-minute intervals since the Unix epoch, UTC (Exposure
 * Notification cryptography specification, "ENIntervalNumber").
 *
 * @param value 0 or more
 */
public record IntervalNumber(int value) implements Comparable<IntervalNumber> {

  /** Seconds in an interval. */
  public static final int SECONDS = 600;

  /** Intervals in an hour. */
  public static final int PER_HOUR = 6;

  /** Intervals in a day; also the longest rolling period. */
  public static final int PER_DAY = 144;

  /**
   * @throws IllegalArgumentException for a negative number
   */
  public IntervalNumber {
    if (value < 0) {
      throw new IllegalArgumentException("an interval number is 0 or more");
    }
  }

  /** The interval that contains a time. */
  public static IntervalNumber containing(Instant time) {
    return new IntervalNumber(Math.toIntExact(Math.floorDiv(time.getEpochSecond(), SECONDS)));
  }

  /** The interval that many later. */
  public IntervalNumber plus(int intervals) {
    return new IntervalNumber(Math.addExact(value, intervals));
  }

  /** When it begins. */
  public Instant start() {
    return Instant.ofEpochSecond((long) value * SECONDS);
  }

  @Override
  public int compareTo(IntervalNumber other) {
    return Integer.compare(value, other.value);
  }
}
