package io.warnserver.benchmarks.server;

import io.warnserver.benchmarks.meters.Bench;
import io.warnserver.benchmarks.meters.ProcessFamily;
import io.warnserver.benchmarks.meters.ProcessMeter;
import io.warnserver.local.play.Operator;
import io.warnserver.local.servers.Surroundings;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs that the operator starts on Payara Micro, and what each costs.
 *
 * @param server what they run on
 * @param operator who starts them
 * @param process the server's, which says what a run costs
 * @param database PostgreSQL's
 */
public record OperatorRuns(
    TestedServer server, Operator operator, ProcessMeter process, ProcessFamily database)
    implements Closeable {

  private static final Duration LONGEST_RUN = Duration.ofHours(1);

  /**
   * Deletes what is there and starts.
   *
   * @param settings of the application, before those of the surroundings
   */
  public static OperatorRuns start(
      Bench bench, Function<Surroundings, Map<String, String>> settings) throws Exception {
    bench.data().deleteData();
    TestedServer server = TestedServer.start(bench, TestedServer.Kind.MICRO, settings, List.of());
    return new OperatorRuns(
        server,
        new Operator(server.operationsAddress(), Surroundings.operatorPassword(), LONGEST_RUN),
        new ProcessMeter(server.process()),
        server.database());
  }

  @Override
  public void close() throws IOException {
    process.close();
    server.close();
  }
}
