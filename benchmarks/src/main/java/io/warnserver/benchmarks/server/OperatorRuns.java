package io.warnserver.benchmarks.server;

import io.warnserver.benchmarks.meters.Bench;
import io.warnserver.benchmarks.meters.ProcessFamily;
import io.warnserver.benchmarks.meters.ProcessMeter;
import io.warnserver.local.play.Operator;
import io.warnserver.local.servers.Surroundings;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/** Runs that the operator starts on Payara Micro, and what each costs. */
public final class OperatorRuns implements Closeable {

  private static final Duration LONGEST_RUN = Duration.ofHours(1);

  private final TestedServer server;
  private final Operator operator;
  private final ProcessMeter process;
  private final ProcessFamily database;

  private OperatorRuns(TestedServer server) throws Exception {
    this.server = server;
    operator =
        new Operator(server.operationsAddress(), Surroundings.operatorPassword(), LONGEST_RUN);
    process = new ProcessMeter(server.process());
    database = server.database();
  }

  /**
   * Deletes what is there and starts.
   *
   * @param settings of the application, before those of the surroundings
   */
  public static OperatorRuns start(
      Bench bench, Function<Surroundings, Map<String, String>> settings) throws Exception {
    return new OperatorRuns(TestedServer.start(bench, settings));
  }

  /** Who starts them. */
  public Operator operator() {
    return operator;
  }

  /** What they run on. */
  public TestedServer server() {
    return server;
  }

  /** Waits until the server has nothing left to do of what came before. */
  public void awaitRest() throws InterruptedException {
    process.awaitRest();
  }

  /**
   * What a run has done and cost.
   *
   * @param run returns what it has done
   * @param other the name of the CPU seconds of a process besides the server and PostgreSQL
   * @param otherSeconds these seconds since it began
   */
  public Map<String, Object> measure(
      Callable<Map<String, Object>> run, String other, DoubleSupplier otherSeconds)
      throws Exception {
    return process.measure(run, database::cpuSeconds, other, otherSeconds);
  }

  @Override
  public void close() throws IOException {
    process.close();
    server.close();
  }
}
