package io.warnserver.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Remembers in a file which processes a run has started. A run that was killed leaves them behind;
 * the next one ends them. A process is known by its number and its start time, so that nobody
 * else's is ever ended.
 */
public final class RunningProcesses {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path file;

  /**
   * @param file where they are remembered; may be missing
   */
  public RunningProcesses(Path file) {
    this.file = file;
  }

  /** Remembers a process that has been started. */
  public synchronized void add(ProcessHandle process) {
    process
        .info()
        .startInstant()
        .ifPresent(start -> append(process.pid() + " " + start + System.lineSeparator()));
  }

  /** Ends, latest first, what a former run has left behind, and forgets everything. */
  public synchronized void endAll() {
    try {
      if (Files.exists(file)) {
        var lines = Files.readAllLines(file);
        for (int i = lines.size() - 1; i >= 0; i--) {
          find(lines.get(i)).ifPresent(RunningProcesses::end);
        }
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a process: asks first, and forces it after a few seconds. */
  static void end(ProcessHandle process) {
    process.destroy();
    if (!hasEnded(process, PATIENCE)) {
      process.destroyForcibly();
      hasEnded(process, PATIENCE);
    }
  }

  static boolean hasEnded(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<ProcessHandle> find(String line) {
    String[] words = line.split(" ", 2);
    if (words.length != 2 || !words[0].matches("\\d{1,10}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(words[0]))
        .filter(p -> p.info().startInstant().map(Instant::toString).equals(Optional.of(words[1])));
  }

  private void append(String line) {
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
