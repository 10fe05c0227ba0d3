package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.load.Exchange;
import io.warnserver.benchmarks.meters.Properties;
import java.io.Closeable;
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
final class RawSamples implements Closeable {

  private static final double NANOS_IN_MILLI = 1e6;

  private final PrintWriter lines;

  /** Begins the file, over a former one. */
  RawSamples(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    lines = new PrintWriter(Files.newBufferedWriter(file));
    lines.println(
        "state,connections,kind,sentMillis,millis,millisToFirstByte,status,bytes,headers,place,closed");
  }

  /** Adds those of a comparison. */
  void add(State state, int connections, Sample sample) {
    add(state, connections, "real", sample.real());
    add(state, connections, "fake", sample.fake());
    lines.flush();
  }

  private void add(State state, int connections, String kind, List<Exchange> exchanges) {
    for (Exchange seen : exchanges) {
      lines.printf(
          Locale.ROOT,
          "%s,%d,%s,%.3f,%.6f,%.6f,%d,%d,%d,%d,%b%n",
          Properties.word(state),
          connections,
          kind,
          seen.sentNanos() / NANOS_IN_MILLI,
          seen.millis(),
          seen.millisToFirstByte(),
          seen.status(),
          seen.bytes(),
          seen.headers().size(),
          seen.place(),
          seen.closed());
    }
  }

  /** Ends the file. */
  @Override
  public void close() {
    lines.close();
  }
}
