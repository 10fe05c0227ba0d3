package io.warnserver.benchmarks.server;

import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.local.servers.ApplicationServer;
import io.warnserver.local.servers.DataDirectory;
import io.warnserver.local.servers.Ports;
import io.warnserver.local.servers.ServerFiles;
import io.warnserver.local.servers.Surroundings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * The application on an application server, with an empty database and no schedule, beside an
 * application that does nothing.
 */
public final class TestedServer implements AutoCloseable {

  private final Surroundings surroundings;
  private final ApplicationServer server;

  private TestedServer(Surroundings surroundings, ApplicationServer server) {
    this.surroundings = surroundings;
    this.server = server;
  }

  /**
   * What is started.
   *
   * @param kind which application server
   * @param archive the application, in the form that this server deploys
   * @param jvmOptions of the server
   */
  public record Build(ServerKind kind, Path archive, List<String> jvmOptions) {}

  /**
   * Deletes what is there and starts.
   *
   * @param settings of the application, before those of the surroundings
   * @throws BenchmarkFailedException for a server that cannot be measured yet
   */
  public static TestedServer start(
      Build build, DataDirectory data, Clock clock, Map<String, String> settings) {
    // The seam for the other servers: each starts in a way of its own, and is an address and a
    // process from then on.
    if (build.kind() != ServerKind.MICRO) {
      throw new BenchmarkFailedException(
          "server: " + build.kind().word() + " is not supported yet, only micro");
    }
    data.deleteData();
    ServerFiles files = ServerFiles.ofThisBuild();
    Surroundings surroundings = Surroundings.start(files, data, Ports.free(), clock);
    try {
      Path floor = FloorApplication.write(data.folder("floor"));
      return new TestedServer(
          surroundings,
          ApplicationServer.start(
              files,
              surroundings,
              build.archive(),
              settings,
              build.jvmOptions(),
              List.of("--deploy", floor.toString())));
    } catch (IOException e) {
      surroundings.close();
      throw new BenchmarkFailedException("the floor's application cannot be written", e);
    } catch (RuntimeException e) {
      surroundings.close();
      throw e;
    }
  }

  /** Where apps submit. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.address().getPort());
  }

  /** Host and port, as the header {@code Host} has them. */
  public String authority() {
    return server.address().getAuthority();
  }

  /** The path that answers and does nothing. */
  public String floorPath() {
    return "/" + FloorApplication.NAME + "/";
  }

  /** The server's process. */
  public ProcessHandle process() {
    return server.process();
  }

  /** What is around it. */
  public Surroundings surroundings() {
    return surroundings;
  }

  @Override
  public void close() {
    server.close();
    surroundings.close();
  }
}
