package io.warnserver.benchmarks.meters;

import java.util.Locale;

/** Seconds as the tables show them. */
public final class Seconds {

  private static final double NANOS = 1e9;

  private Seconds() {}

  /** Since a reading of {@link System#nanoTime()}. */
  public static double since(long start) {
    return (System.nanoTime() - start) / NANOS;
  }

  /** With two decimals; "-" for NaN. */
  public static String text(double seconds) {
    return Double.isNaN(seconds) ? "-" : String.format(Locale.ROOT, "%.2f", seconds);
  }
}
