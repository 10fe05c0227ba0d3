package io.warnserver.local.servers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server that runs as a process of its own and writes its output to a file. */
public abstract sealed class ServerProcess implements AutoCloseable
    permits ApplicationServer, ObjectStore {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration GRACE = Duration.ofSeconds(4);
  private static final long PAUSE_MILLIS = 50;
  private static final int LAST_LINES = 25;
  private static final int LINE_LENGTH = 400;

  /** Where lines like these are, they say more than the last ones. */
  private static final Pattern REASON =
      Pattern.compile("SEVERE|ERROR|^Caused by:|^[a-z][\\w.]+(Exception|Error)\\b");

  private final String name;
  private final Process process;
  private final Path log;

  /**
   * Starts a Java program with this Java runtime.
   *
   * @param name for messages
   * @param arguments after {@code java}
   * @param environment added to this process's own
   * @param directory what it works on; its processes are remembered there
   */
  ServerProcess(
      String name,
      List<String> arguments,
      Map<String, String> environment,
      DataDirectory directory) {
    this.name = name;
    log = directory.log(name);
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().addAll(arguments);
    builder.environment().putAll(environment);
    builder.directory(directory.root().toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.redirectInput(new File("/dev/null"));
    try {
      process = builder.start();
      directory.processes().add(process.toHandle());
    } catch (IOException e) {
      throw new StartFailedException(name + " could not be started", e);
    }
  }

  /**
   * Waits until it answers, at most five minutes.
   *
   * @param hopeless whether it never will
   * @throws StartFailedException with the end of its output, where it ends, is hopeless or takes
   *     too long; then it has been ended
   */
  final void await(BooleanSupplier answers, BooleanSupplier hopeless) {
    long start = System.nanoTime();
    while (!answers.getAsBoolean()) {
      if (!process.isAlive()) {
        throw failed("has ended with status " + process.exitValue());
      }
      if (hopeless.getAsBoolean()) {
        throw failed("has started without the application");
      }
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw failed("was not ready within " + LIMIT.toSeconds() + " s");
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failed("was not waited for to the end");
      }
    }
  }

  /** The process, to be looked at. */
  public final ProcessHandle process() {
    return process.toHandle();
  }

  /** Ends it: asks first, and forces it after a few seconds. */
  @Override
  public final void close() {
    RunningProcesses.end(process.toHandle(), GRACE);
  }

  private StartFailedException failed(String what) {
    close();
    return new StartFailedException(
        String.format(Locale.ROOT, "%s %s; the end of %s:%n%s", name, what, log, lastLines()));
  }

  /** Whether its output has a line with these words. */
  final boolean hasSaid(String words) {
    return lines().stream().anyMatch(line -> line.contains(words));
  }

  /** How many lines it has logged. */
  public final int logged() {
    return lines().size();
  }

  private String lastLines() {
    List<String> all = lines();
    List<String> reasons = all.stream().filter(l -> REASON.matcher(l).find()).distinct().toList();
    List<String> shown = reasons.isEmpty() ? all : reasons;
    return shown.stream()
        .skip(Math.max(0, shown.size() - LAST_LINES))
        .map(line -> "  | " + line.substring(0, Math.min(line.length(), LINE_LENGTH)))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private List<String> lines() {
    // What runs in it may write in any encoding.
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      return List.of("(" + log + " cannot be read)");
    }
  }
}
