package io.warnserver.benchmarks;

import io.warnserver.benchmarks.meters.ProcessFamily;
import io.warnserver.benchmarks.meters.ProcessMeter;
import io.warnserver.benchmarks.meters.Seconds;
import io.warnserver.keys.HourNumber;
import io.warnserver.local.data.KeyFilling;
import io.warnserver.local.data.KeyPlan;
import io.warnserver.local.play.Operator;
import io.warnserver.local.servers.ApplicationServer;
import io.warnserver.local.servers.DataDirectory;
import io.warnserver.local.servers.DatabaseRole;
import io.warnserver.local.servers.Ports;
import io.warnserver.local.servers.ServerFiles;
import io.warnserver.local.servers.Surroundings;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The application with everything around it, on an empty database and an empty bucket. */
final class MeasuredStack implements Closeable {

  private static final Duration LONGEST_RUN = Duration.ofHours(1);

  /** After the full hour, as the schedule has it. */
  private static final Duration PAST_THE_HOUR = Duration.ofMinutes(5);

  private final Surroundings surroundings;
  private final ApplicationServer server;
  private final Operator operator;
  private final ProcessMeter process;
  private final ProcessFamily database;
  private final ProcessFamily storeProcess;
  private final StoreMeter store;

  private MeasuredStack(Surroundings surroundings, ApplicationServer server) {
    this.surroundings = surroundings;
    this.server = server;
    operator =
        new Operator(server.operationsAddress(), Surroundings.operatorPassword(), LONGEST_RUN);
    process = ProcessMeter.of(server.process());
    database = ProcessFamily.ofPostgresql(surroundings.directory().root().resolve("postgresql"));
    storeProcess = ProcessFamily.of(surroundings.objectStore().process());
    store = new StoreMeter(surroundings.objectStore());
  }

  /**
   * Deletes what is there and starts.
   *
   * @param settings of the application, besides those of the surroundings
   */
  static MeasuredStack start(
      BenchmarkSettings benchmark, DataDirectory data, Clock clock, Map<String, String> settings) {
    data.deleteData();
    ServerFiles files = ServerFiles.ofThisBuild();
    Surroundings surroundings = Surroundings.start(files, data, Ports.free(), clock);
    try {
      return new MeasuredStack(
          surroundings,
          ApplicationServer.start(
              files, surroundings, benchmark.war(), settings, benchmark.jvmOptions()));
    } catch (RuntimeException e) {
      surroundings.close();
      throw e;
    }
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /** Stores keys and leaves the database at rest. */
  void fill(KeyPlan plan, HourNumber end) throws SQLException {
    try (Connection connection = surroundings.database().connect(DatabaseRole.SUBMISSION)) {
      KeyFilling.fill(connection, plan, end);
    }
    try (Connection connection = surroundings.database().connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute("analyze warn.incoming_key");
      statement.execute("checkpoint");
    }
  }

  /** Moves the application's clock into an hour. */
  void moveClockInto(HourNumber hour) throws InterruptedException {
    operator.setClock(hour.start().plus(PAST_THE_HOUR));
  }

  /** One distribution run. */
  Figures run() throws IOException, InterruptedException {
    process.awaitRest();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    store.reset();
    process.reset();
    double cpuBefore = process.cpuSeconds();
    double databaseBefore = database.cpuSeconds();
    double storeBefore = storeProcess.cpuSeconds();
    long start = System.nanoTime();
    Operator.Run run = operator.distribute();
    double wall = Seconds.since(start);
    double cpu = process.cpuSeconds() - cpuBefore;
    double databaseCpu = database.cpuSeconds() - databaseBefore;
    double storeCpu = storeProcess.cpuSeconds() - storeBefore;
    double heap = process.peakHeapMiB();
    double rss = process.peakRssMiB();
    StoreMeter.Traffic traffic = store.traffic();
    return new Figures(
        wall,
        cpu,
        databaseCpu,
        storeCpu,
        heap,
        rss,
        traffic.objects(),
        traffic.bytes(),
        traffic.requests(),
        run.packages(),
        run.keys(),
        load);
  }

  @Override
  public void close() throws IOException {
    process.close();
    server.close();
    surroundings.close();
  }
}
