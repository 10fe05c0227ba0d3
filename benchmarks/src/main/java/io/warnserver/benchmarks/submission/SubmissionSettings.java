package io.warnserver.benchmarks.submission;

import io.warnserver.benchmarks.meters.Properties;
import io.warnserver.benchmarks.server.TestedServer;
import java.time.Duration;

/**
 * What the command line says.
 *
 * @param server {@code server}: which application server is measured
 * @param connections {@code bench.connections}: at most, at once
 * @param consent {@code bench.consent}: whether the keys may be offered to other countries, which
 *     stores them twice
 * @param warmUp {@code bench.warmup}: seconds, at most, before anything counts
 * @param step {@code bench.step}: seconds at each rate that is tried
 * @param measure {@code bench.measure}: seconds at the rate that was found or given
 * @param rate {@code bench.rate}: requests a second to measure at, without a search; 0: the highest
 */
record SubmissionSettings(
    TestedServer.Kind server,
    int connections,
    boolean consent,
    Duration warmUp,
    Duration step,
    Duration measure,
    int rate) {

  private static final int MAX_SECONDS = 3600;
  private static final int MAX_CONNECTIONS = 2000;
  private static final int MAX_RATE = 10_000;

  static SubmissionSettings read(Properties properties) {
    return new SubmissionSettings(
        properties.constant("server", TestedServer.Kind.class),
        properties.whole("bench.connections", 1, MAX_CONNECTIONS),
        properties.flag("bench.consent"),
        properties.seconds("bench.warmup", MAX_SECONDS),
        properties.seconds("bench.step", MAX_SECONDS),
        properties.seconds("bench.measure", MAX_SECONDS),
        properties.whole("bench.rate", 0, MAX_RATE));
  }
}
