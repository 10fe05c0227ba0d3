package io.warnserver.benchmarks.meters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A process with those that it has started, such as PostgreSQL with a process a connection. */
public final class ProcessFamily {

  private static final double NANOS = 1e9;

  private final ProcessHandle head;

  private ProcessFamily(ProcessHandle head) {
    this.head = head;
  }

  /**
   * PostgreSQL's.
   *
   * @param data its data folder, which tells its process
   */
  public static ProcessFamily ofPostgresql(Path data) {
    try {
      String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
      return new ProcessFamily(ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
    } catch (IOException e) {
      throw new BenchmarkFailedException("PostgreSQL's process is not known", e);
    }
  }

  /** CPU seconds of those that live now; on Linux in steps of 10 ms. */
  public double cpuSeconds() {
    return Stream.concat(Stream.of(head), head.descendants())
        .mapToDouble(p -> p.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / NANOS)
        .sum();
  }
}
