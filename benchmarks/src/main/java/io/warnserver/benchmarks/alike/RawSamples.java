package io.warnserver.benchmarks.alike;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A file with a line for each request that was watched, so that a difference can be looked at with
 * other means.
 */
final class RawSamples implements AutoCloseable {

  private static final double NANOS_IN_MILLI = 1e6;

  private final PrintWriter lines;

  private RawSamples(PrintWriter lines) {
    this.lines = lines;
  }

  /** Begins the file, over a former one. */
  static RawSamples create(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    RawSamples samples = new RawSamples(new PrintWriter(Files.newBufferedWriter(file)));
    samples.lines.println(
        "state,connections,kind,sentMillis,millis,millisToFirstByte,status,bytes,headers,place,closed");
    return samples;
  }

  /** Adds those of a comparison. */
  void add(State state, int connections, Sample sample) {
    add(state, connections, "real", sample.real());
    add(state, connections, "fake", sample.fake());
    lines.flush();
  }

  private void add(State state, int connections, String kind, List<Observation> observations) {
    for (Observation seen : observations) {
      lines.printf(
          Locale.ROOT,
          "%s,%d,%s,%.3f,%.6f,%.6f,%d,%d,%d,%d,%b%n",
          state.word(),
          connections,
          kind,
          seen.exchange().sentNanos() / NANOS_IN_MILLI,
          seen.exchange().millis(),
          seen.exchange().millisToFirstByte(),
          seen.exchange().status(),
          seen.exchange().bytes(),
          seen.exchange().headers().size(),
          seen.exchange().place(),
          seen.closed());
    }
  }

  /** Ends the file. */
  @Override
  public void close() {
    lines.close();
  }
}
