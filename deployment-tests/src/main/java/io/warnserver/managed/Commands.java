package io.warnserver.managed;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the commands that operators type.
 *
 * @param environment added to this process's own
 * @param log gets the output
 */
record Commands(Map<String, String> environment, Path log) {

  private static final long LIMIT_MINUTES = 8;

  private static final int LAST_LINES = 60;

  /**
   * Runs one to its end.
   *
   * @throws IOException with all output so far where it does not end with 0
   */
  void run(List<String> command) throws IOException, InterruptedException {
    String line = "$ " + String.join(" ", command) + "\n";
    Files.writeString(log, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Process process = builder(command).redirectOutput(Redirect.appendTo(log.toFile())).start();
    boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(
          (ended ? "failed: " : "did not end: ")
              + Files.readString(log, StandardCharsets.ISO_8859_1));
    }
  }

  /**
   * How many lines of a log hold these words, with the files that it has begun anew; none where
   * there is no log yet.
   */
  static int linesWith(Path log, String words) {
    int count = 0;
    try (var files = Files.newDirectoryStream(log.getParent(), log.getFileName() + "*")) {
      for (Path file : files) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
          count += (int) lines.filter(line -> line.contains(words)).count();
        }
      }
      return count;
    } catch (IOException e) {
      return count;
    }
  }

  /** The end of a log; nothing where there is none. */
  static String lastLines(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "";
    }
    List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /** Starts one that goes on. */
  Process start(List<String> command, Path output) throws IOException {
    return builder(command).redirectOutput(output.toFile()).start();
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    // The build's own options are none of the server's.
    builder.environment().keySet().removeAll(List.of("MAVEN_OPTS", "JAVA_TOOL_OPTIONS"));
    return builder;
  }
}
