package io.warnserver.deployed;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;

/** Says how long servers take to start; what that means depends on what else the machine does. */
final class StartTime {

  private static final double MILLIS = 1000;

  private StartTime() {}

  /**
   * Prints it.
   *
   * @param took from the start to the first answer
   */
  static void say(String server, Duration took) {
    System.out.printf(
        Locale.ROOT,
        "%s: first answer %.1f s after the start, load %.1f%n",
        server,
        took.toMillis() / MILLIS,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
