package io.warnserver.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The PostgreSQL of a run that was killed: it goes on alone and holds data and port. */
final class LeftPostmaster {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private LeftPostmaster() {}

  /**
   * Ends the server that works on a data directory, if there is one; a file that only says so is
   * ignored.
   */
  static void endIn(Path data) {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() < 2 || !isSame(data, lines.get(1))) {
        return;
      }
      ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
          .filter(LeftPostmaster::isPostgres)
          .ifPresent(LeftPostmaster::end);
    } catch (IOException | NumberFormatException e) {
      throw new StartFailedException(file + " cannot be read", e);
    }
  }

  /** The process number in the file may be another program's by now. */
  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(c -> c.endsWith("/postgres")).isPresent();
  }

  private static boolean isSame(Path data, String written) {
    return Path.of(written).toAbsolutePath().equals(data.toAbsolutePath());
  }

  /** SIGINT ends it without waiting for its clients, and loses nothing. */
  private static void end(ProcessHandle process) {
    try {
      new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
      if (!RunningProcesses.hasEnded(process, PATIENCE)) {
        RunningProcesses.end(process);
      }
    } catch (IOException e) {
      RunningProcesses.end(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
