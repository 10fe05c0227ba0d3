package io.warnserver.benchmarks.meters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The peak of a process's resident memory, as Linux counts it below {@code /proc}. */
final class ResidentMemory {

  private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");
  private static final double KIB_IN_MIB = 1024;

  /** What the kernel wants to read (proc(5), clear_refs). */
  private static final String RESET_PEAK = "5";

  private final Path directory;

  ResidentMemory(long pid) {
    directory = Path.of("/proc", String.valueOf(pid));
  }

  /** Lets the peak begin anew; where that is forbidden, it is the peak since the process began. */
  void resetPeak() {
    try {
      Files.writeString(directory.resolve("clear_refs"), RESET_PEAK);
    } catch (IOException e) {
      // The figure is then an upper bound.
    }
  }

  /** NaN where there is no {@code /proc}. */
  double peakMiB() {
    try {
      Matcher peak = PEAK.matcher(Files.readString(directory.resolve("status")));
      return peak.find() ? Long.parseLong(peak.group(1)) / KIB_IN_MIB : Double.NaN;
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
