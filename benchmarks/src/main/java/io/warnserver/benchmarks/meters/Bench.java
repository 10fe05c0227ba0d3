package io.warnserver.benchmarks.meters;

import io.warnserver.local.servers.DataDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;

/**
 * What every benchmark works with.
 *
 * @param settings what the command line says
 * @param data the folder of everything that is started; its data is deleted
 * @param clock the machine's
 * @param out where progress and tables go
 */
public record Bench(Properties settings, DataDirectory data, Clock clock, PrintStream out) {

  /** Tells a line. */
  public void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }

  /** The options of Payara Micro's JVM, with a space between two. */
  public String jvmOptions() {
    return settings.text("bench.jvm").strip().replaceAll("\\s+", " ");
  }

  /** What was measured with. */
  public Map<String, Object> environment(String jvm) {
    return Figures.of(
        "jvm", jvm,
        "java", System.getProperty("java.runtime.version"),
        "processors", Runtime.getRuntime().availableProcessors());
  }

  /**
   * Shows the table, and writes the figures over a former file.
   *
   * @param name of the JSON file, without its ending
   */
  public void finish(String name, String table, Object figures) throws IOException {
    Path file = settings.path("bench.results").resolve(name + ".json");
    Figures.write(file, figures);
    say("%n%s%n%nWritten to %s", table, file);
  }
}
