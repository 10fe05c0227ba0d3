package io.warnserver.benchmarks.submission;

import io.warnserver.benchmarks.meters.Properties;
import io.warnserver.benchmarks.server.TestedServer;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the command line says.
 *
 * @param server what is measured
 * @param connections {@code bench.connections}: at most, at once
 * @param consent {@code bench.consent}: whether the keys may be offered to other countries, which
 *     stores them twice
 * @param warmUp {@code bench.warmup}: seconds, at most, before anything counts
 * @param step {@code bench.step}: seconds at each rate that is tried
 * @param measure {@code bench.measure}: seconds at the rate that was found
 * @param results {@code bench.results}: the folder of the JSON file
 */
record SubmissionBenchmarkSettings(
    TestedServer.Build server,
    int connections,
    boolean consent,
    Duration warmUp,
    Duration step,
    Duration measure,
    Path results) {

  private static final int MAX_SECONDS = 3600;
  private static final int MAX_CONNECTIONS = 2000;

  static SubmissionBenchmarkSettings read(Properties properties) {
    return new SubmissionBenchmarkSettings(
        TestedServer.Build.read(properties),
        properties.whole("bench.connections", 1, MAX_CONNECTIONS),
        properties.flag("bench.consent"),
        properties.seconds("bench.warmup", 1, MAX_SECONDS),
        properties.seconds("bench.step", 1, MAX_SECONDS),
        properties.seconds("bench.measure", 1, MAX_SECONDS),
        properties.path("bench.results"));
  }
}
