package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.meters.Properties;
import io.warnserver.benchmarks.server.TestedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What the command line says.
 *
 * @param server {@code server}, {@code bench.war}, {@code bench.jvm}: what is watched
 * @param states {@code states}: in which states
 * @param connections {@code connections}: over how many connections, the most first
 * @param most {@code samples}: real requests in a state and over so many connections, at most; as
 *     many fakes
 * @param longest {@code bench.cell}: seconds in a state and over so many connections, at most
 * @param settle {@code bench.settle}: seconds at most until the server has got used to a state
 * @param slow {@code bench.slow}: milliseconds that a slow verification server takes
 * @param load {@code bench.load}: requests of others a second
 * @param results {@code bench.results}: the folder of the JSON file
 */
record AlikeSettings(
    TestedServer.Build server,
    List<State> states,
    List<Integer> connections,
    int most,
    Duration longest,
    Duration settle,
    Duration slow,
    int load,
    Path results) {

  private static final int MAX_SAMPLES = 100_000;
  private static final int MAX_SECONDS = 7200;
  private static final int MAX_CONNECTIONS = 1000;
  private static final int MAX_SLOW = 60_000;
  private static final int MAX_LOAD = 10_000;

  static AlikeSettings read(Properties properties) {
    return new AlikeSettings(
        TestedServer.Build.read(properties),
        properties.words("states").stream().map(State::of).distinct().sorted().toList(),
        properties.words("connections").stream()
            .map(AlikeSettings::connections)
            .sorted(Comparator.reverseOrder())
            .toList(),
        properties.whole("samples", 20, MAX_SAMPLES),
        properties.seconds("bench.cell", 1, MAX_SECONDS),
        properties.seconds("bench.settle", 1, MAX_SECONDS),
        Duration.ofMillis(properties.whole("bench.slow", 1, MAX_SLOW)),
        properties.whole("bench.load", 1, MAX_LOAD),
        properties.path("bench.results"));
  }

  private static int connections(String word) {
    return new Properties(name -> word).whole("connections", 1, MAX_CONNECTIONS);
  }
}
