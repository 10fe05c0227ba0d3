package io.warnserver.benchmarks.federation;

import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.benchmarks.meters.ProcessFamily;
import io.warnserver.benchmarks.meters.ProcessMeter;
import io.warnserver.benchmarks.meters.Seconds;
import io.warnserver.local.play.Operator;
import io.warnserver.local.servers.ApplicationServer;
import io.warnserver.local.servers.DataDirectory;
import io.warnserver.local.servers.Federation;
import io.warnserver.local.servers.Ports;
import io.warnserver.local.servers.ServerFiles;
import io.warnserver.local.servers.Surroundings;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The application with a gateway and everything else around it, on an empty database. */
final class FederationStack implements Closeable {

  private static final Duration LONGEST_RUN = Duration.ofMinutes(30);

  private final Surroundings surroundings;
  private final ApplicationServer server;
  private final Operator operator;
  private final ProcessMeter process;
  private final ProcessMeter own = ProcessMeter.ofThisProcess();
  private final ProcessFamily database;

  private FederationStack(Surroundings surroundings, ApplicationServer server) {
    this.surroundings = surroundings;
    this.server = server;
    operator =
        new Operator(server.operationsAddress(), Surroundings.operatorPassword(), LONGEST_RUN);
    process = ProcessMeter.of(server.process());
    database = ProcessFamily.ofPostgresql(surroundings.directory().root().resolve("postgresql"));
  }

  /** Deletes what is there and starts, without any schedule. */
  static FederationStack start(DataDirectory data, Path war, List<String> jvmOptions, Clock clock) {
    data.deleteData();
    ServerFiles files = ServerFiles.ofThisBuild();
    Surroundings surroundings = Surroundings.start(files, data, Ports.free(), clock);
    try {
      Map<String, String> settings = new TreeMap<>(surroundings.federation().settings());
      settings.put("warn.distribution.schedule", "off");
      settings.put("warn.federation.upload.schedule", "off");
      settings.put("warn.federation.download.schedule", "off");
      return new FederationStack(
          surroundings, ApplicationServer.start(files, surroundings, war, settings, jvmOptions));
    } catch (RuntimeException e) {
      surroundings.close();
      throw e;
    }
  }

  Federation federation() {
    return surroundings.federation();
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /** One download run. */
  Cost drain() throws InterruptedException {
    return measure(operator::download);
  }

  /** One upload run. */
  Cost upload() throws InterruptedException {
    return measure(operator::upload);
  }

  private Cost measure(Run run) throws InterruptedException {
    process.awaitRest();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    process.reset();
    double cpuBefore = process.cpuSeconds();
    double databaseBefore = database.cpuSeconds();
    double ownBefore = own.cpuSeconds();
    long start = System.nanoTime();
    Operator.Exchanged exchanged = run.run();
    double wall = Seconds.since(start);
    return new Cost(
        exchanged.batches(),
        exchanged.keys(),
        wall,
        process.cpuSeconds() - cpuBefore,
        database.cpuSeconds() - databaseBefore,
        own.cpuSeconds() - ownBefore,
        process.peakHeapMiB(),
        process.peakRssMiB(),
        load);
  }

  /** A number out of the database. */
  long count(String query) {
    try (Connection connection = surroundings.database().connectAsSuperuser();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery(query)) {
      count.next();
      return count.getLong(1);
    } catch (SQLException e) {
      throw new BenchmarkFailedException("the stored keys cannot be counted", e);
    }
  }

  @Override
  public void close() throws IOException {
    process.close();
    own.close();
    server.close();
    surroundings.close();
  }

  /** What is measured. */
  private interface Run {
    Operator.Exchanged run() throws InterruptedException;
  }
}
