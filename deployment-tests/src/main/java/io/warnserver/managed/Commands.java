package io.warnserver.managed;

import java.io.IOException;
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

  /**
   * Runs one to its end.
   *
   * @throws IOException with the output where it does not end with 0
   */
  String run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(log.getParent(), "command", ".txt");
    Process process = builder(command).redirectOutput(output.toFile()).start();
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException(command.get(0) + " did not end:\n" + Files.readString(output));
    }
    String said = Files.readString(output, StandardCharsets.ISO_8859_1);
    Files.writeString(
        log,
        "$ " + String.join(" ", command) + "\n" + said,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    Files.delete(output);
    if (process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + " failed:\n" + said);
    }
    return said;
  }

  /**
   * How many lines of a log hold these words, with the files that it has begun anew; none where
   * there is no log yet.
   */
  static int linesWith(Path log, String words) {
    Path folder = log.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return 0;
    }
    String name = String.valueOf(log.getFileName());
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith(name))
          .mapToInt(file -> linesOf(file, words))
          .sum();
    } catch (IOException e) {
      return 0;
    }
  }

  private static int linesOf(Path file, String words) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return (int) lines.filter(line -> line.contains(words)).count();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Starts one that goes on. */
  Process start(List<String> command, Path output) throws IOException {
    return builder(command).redirectOutput(output.toFile()).start();
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().putAll(environment);
    // The build's own options are none of the server's.
    builder.environment().keySet().removeAll(List.of("MAVEN_OPTS", "JAVA_TOOL_OPTIONS"));
    return builder;
  }
}
