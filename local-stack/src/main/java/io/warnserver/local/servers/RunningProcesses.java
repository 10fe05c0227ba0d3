package io.warnserver.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Remembers in a file which processes a run has started. A run that was killed leaves them behind;
 * the next one ends them. A process is known by its number and its start time, so that nobody
 * else's is ever ended.
 */
public final class RunningProcesses {

  /** For processes that another run has left behind. */
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
    Optional<Instant> start = process.info().startInstant();
    if (start.isPresent()) {
      String line = process.pid() + " " + start.get() + System.lineSeparator();
      try {
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Ends, latest first, what a former run has left behind, and forgets everything. */
  public synchronized void endAll() {
    try {
      if (Files.exists(file)) {
        List<String> lines = Files.readAllLines(file);
        for (int i = lines.size() - 1; i >= 0; i--) {
          find(lines.get(i)).ifPresent(process -> end(process, PATIENCE));
        }
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a process: asks first, and forces it where that takes longer than {@code patience}. */
  static void end(ProcessHandle process, Duration patience) {
    process.destroy();
    if (!hasEnded(process, patience)) {
      process.destroyForcibly();
      hasEnded(process, patience);
    }
  }

  private static boolean hasEnded(ProcessHandle process, Duration patience) {
    return process
            .onExit()
            .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
            .join()
        != null;
  }

  private static Optional<ProcessHandle> find(String line) {
    String[] words = line.split(" ", 2);
    if (words.length != 2 || !words[0].matches("\\d{1,10}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(words[0]))
        .filter(p -> p.info().startInstant().map(Instant::toString).equals(Optional.of(words[1])));
  }

  /**
   * Ends the PostgreSQL that works on a data directory, if there is one; a file that only says so
   * is ignored. That of a run that was killed goes on alone and holds data and port.
   */
  static void endPostgres(Path data) {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() < 2
          || !Path.of(lines.get(1)).toAbsolutePath().equals(data.toAbsolutePath())) {
        return;
      }
      ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
          .filter(RunningProcesses::isPostgres)
          .ifPresent(RunningProcesses::interrupt);
    } catch (IOException | NumberFormatException e) {
      throw new StartFailedException(file + " cannot be read", e);
    }
  }

  /** The process number in the file may be another program's by now. */
  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(c -> c.endsWith("/postgres")).isPresent();
  }

  /** SIGINT ends it without waiting for its clients, and loses nothing. */
  private static void interrupt(ProcessHandle process) {
    try {
      new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
      if (!hasEnded(process, PATIENCE)) {
        end(process, PATIENCE);
      }
    } catch (IOException e) {
      end(process, PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
