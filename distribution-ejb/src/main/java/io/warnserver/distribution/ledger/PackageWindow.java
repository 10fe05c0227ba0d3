package io.warnserver.distribution.ledger;

import io.warnserver.keys.HourNumber;
import java.time.Instant;

/**
 * Which package: a tree and the hour or day it covers.
 *
 * @param tree a country's code, or EUR
 * @param firstHour where it begins; 00:00 UTC for a day
 * @param hours 1 or 24
 */
public record PackageWindow(String tree, HourNumber firstHour, int hours) {

  /** The tree that has every key of every country. */
  public static final String EUR = "EUR";

  /**
   * @throws IllegalArgumentException for another length, or a day that does not begin at midnight
   */
  public PackageWindow {
    if (hours != 1 && (hours != HourNumber.PER_DAY || firstHour.ofDay() != 0)) {
      throw new IllegalArgumentException("a package covers an hour or a day");
    }
  }

  /** Of a row that begins with tree, first hour and hours. */
  public static PackageWindow of(Object[] row) {
    return new PackageWindow(
        (String) row[0],
        new HourNumber(((Number) row[1]).intValue()),
        ((Number) row[2]).intValue());
  }

  /** The package of an hour. */
  public static PackageWindow ofHour(String tree, HourNumber hour) {
    return new PackageWindow(tree, hour, 1);
  }

  /** The package of the day that an hour lies in. */
  public static PackageWindow ofDay(String tree, HourNumber anyHour) {
    return new PackageWindow(tree, HourNumber.startOf(anyHour.day()), HourNumber.PER_DAY);
  }

  /** Whether it covers a day. */
  public boolean isDay() {
    return hours == HourNumber.PER_DAY;
  }

  /** When it begins, included. */
  public Instant start() {
    return firstHour.start();
  }

  /** When it ends, excluded. */
  public Instant end() {
    return firstHour.plus(hours).start();
  }
}
