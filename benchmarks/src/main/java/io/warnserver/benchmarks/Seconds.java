package io.warnserver.benchmarks;

import java.util.Locale;

/** Seconds as the tables show them. */
final class Seconds {

  private static final double NANOS = 1e9;

  private Seconds() {}

  /** Since a reading of {@link System#nanoTime()}. */
  static double since(long start) {
    return (System.nanoTime() - start) / NANOS;
  }

  /** With two decimals; "-" for NaN. */
  static String text(double seconds) {
    return Double.isNaN(seconds) ? "-" : String.format(Locale.ROOT, "%.2f", seconds);
  }
}
