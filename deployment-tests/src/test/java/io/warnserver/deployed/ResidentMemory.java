package io.warnserver.deployed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Linux says of a process's memory. */
final class ResidentMemory {

  private static final Pattern NOW = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
  private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");
  private static final double KIB_IN_MIB = 1024;

  private final Path directory;

  /** Lets the peak begin anew, where the kernel allows it. */
  ResidentMemory(long pid) {
    directory = Path.of("/proc", String.valueOf(pid));
    try {
      Files.writeString(directory.resolve("clear_refs"), "5");
    } catch (IOException e) {
      // The peak is then that since the process began.
    }
  }

  double nowMiB() throws IOException {
    return read(NOW);
  }

  double peakMiB() throws IOException {
    return read(PEAK);
  }

  private double read(Pattern what) throws IOException {
    Matcher found = what.matcher(Files.readString(directory.resolve("status")));
    if (!found.find()) {
      throw new IOException("the process has ended");
    }
    return Long.parseLong(found.group(1)) / KIB_IN_MIB;
  }
}
