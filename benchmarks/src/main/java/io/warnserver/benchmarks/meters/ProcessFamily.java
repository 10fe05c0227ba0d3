package io.warnserver.benchmarks.meters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A process with those that it has started, such as PostgreSQL with a process a connection.
 *
 * @param head the process that has started the others
 */
public record ProcessFamily(ProcessHandle head) {

  /** Of the kernel's interface to programs, whatever it counts with itself. */
  private static final double TICKS_A_SECOND = 100;

  private static final int CUTIME = 16;
  private static final int CSTIME = 17;

  /**
   * PostgreSQL's.
   *
   * @param data its data folder, which tells its process
   */
  public static ProcessFamily ofPostgresql(Path data) throws IOException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
    return new ProcessFamily(ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
  }

  /**
   * CPU seconds: of those that live, and of the head's children that have ended, which would be
   * missing from a difference else. PostgreSQL's workers come and go.
   */
  public double cpuSeconds() {
    return endedSeconds()
        + Stream.concat(Stream.of(head), head.descendants()).mapToDouble(Seconds::of).sum();
  }

  /** proc(5): the fields cutime and cstime. */
  static double endedSeconds(String stat) {
    // The name, in parentheses, may hold anything; what comes after it begins with field 3.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[CUTIME - 3]) + Long.parseLong(fields[CSTIME - 3]))
        / TICKS_A_SECOND;
  }

  /** 0 where there is no such file. */
  private double endedSeconds() {
    Path stat = Path.of("/proc", String.valueOf(head.pid()), "stat");
    try {
      return endedSeconds(Files.readString(stat));
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException("the CPU of " + stat + " is not known", e);
    }
  }
}
