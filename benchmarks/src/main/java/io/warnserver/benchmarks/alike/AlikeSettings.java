package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.meters.Properties;
import io.warnserver.benchmarks.server.TestedServer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What the command line says.
 *
 * @param server {@code server}: which application server is watched
 * @param states {@code states}: in which states
 * @param connections {@code connections}: over how many connections, the most first
 * @param most {@code samples}: real requests in a state and over so many connections, at most; as
 *     many fakes
 * @param longest {@code bench.cell}: seconds in a state and over so many connections, at most
 * @param settle {@code bench.settle}: seconds at most until the server has got used to a state
 * @param slow {@code bench.slow}: milliseconds that a slow verification server takes
 * @param load {@code bench.load}: requests of others a second
 */
record AlikeSettings(
    TestedServer.Kind server,
    List<State> states,
    List<Integer> connections,
    int most,
    Duration longest,
    Duration settle,
    Duration slow,
    int load) {

  private static final int MAX_SAMPLES = 100_000;
  private static final int MAX_SECONDS = 7200;
  private static final int MAX_CONNECTIONS = 1000;
  private static final int MAX_SLOW = 60_000;
  private static final int MAX_LOAD = 10_000;

  static AlikeSettings read(Properties properties) {
    return new AlikeSettings(
        properties.constant("server", TestedServer.Kind.class),
        properties
            .each("states")
            .map(word -> word.constant("states", State.class))
            .distinct()
            .sorted()
            .toList(),
        properties
            .each("connections")
            .map(word -> word.whole("connections", 1, MAX_CONNECTIONS))
            .sorted(Comparator.reverseOrder())
            .toList(),
        properties.whole("samples", 20, MAX_SAMPLES),
        properties.seconds("bench.cell", MAX_SECONDS),
        properties.seconds("bench.settle", MAX_SECONDS),
        Duration.ofMillis(properties.whole("bench.slow", 1, MAX_SLOW)),
        properties.whole("bench.load", 1, MAX_LOAD));
  }
}
