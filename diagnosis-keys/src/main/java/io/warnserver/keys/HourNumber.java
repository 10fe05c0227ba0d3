package io.warnserver.keys;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * An hour as the number of full hours since the Unix epoch, UTC: the unit in which keys are
 * published.
 *
 * @param value 0 or more
 */
public record HourNumber(int value) implements Comparable<HourNumber> {

  /** Hours in a day. */
  public static final int PER_DAY = 24;

  private static final int SECONDS = 3600;

  /**
   * @throws IllegalArgumentException for a negative number
   */
  public HourNumber {
    if (value < 0) {
      throw new IllegalArgumentException("an hour number is 0 or more");
    }
  }

  /** The hour that contains a time. */
  public static HourNumber containing(Instant time) {
    return new HourNumber(Math.toIntExact(Math.floorDiv(time.getEpochSecond(), SECONDS)));
  }

  /** The first hour of a day. */
  public static HourNumber startOf(LocalDate day) {
    return new HourNumber(Math.toIntExact(day.toEpochDay() * PER_DAY));
  }

  /** When it begins. */
  public Instant start() {
    return Instant.ofEpochSecond((long) value * SECONDS);
  }

  /** The hour that many later, or earlier if negative. */
  public HourNumber plus(int hours) {
    return new HourNumber(Math.addExact(value, hours));
  }

  /** The day it lies in. */
  public LocalDate day() {
    return LocalDate.ofEpochDay(Math.floorDiv(value, PER_DAY));
  }

  /** The hour of its day, 0 to 23. */
  public int ofDay() {
    return value % PER_DAY;
  }

  @Override
  public int compareTo(HourNumber other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return start().atOffset(ZoneOffset.UTC).toString();
  }
}
