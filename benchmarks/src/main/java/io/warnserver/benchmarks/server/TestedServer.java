package io.warnserver.benchmarks.server;

import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.benchmarks.meters.Properties;
import io.warnserver.local.servers.ApplicationServer;
import io.warnserver.local.servers.DataDirectory;
import io.warnserver.local.servers.Ports;
import io.warnserver.local.servers.ServerFiles;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.managed.ManagedServer;
import io.warnserver.managed.PayaraServer;
import io.warnserver.managed.ServerInstallation;
import io.warnserver.managed.WildFlyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * The application on an application server, with an empty database and no schedule, beside an
 * application that does nothing.
 */
public final class TestedServer implements AutoCloseable {

  private final Surroundings surroundings;
  private final URI address;
  private final ProcessHandle process;
  private final Runnable end;

  private TestedServer(
      Surroundings surroundings, URI address, ProcessHandle process, Runnable end) {
    this.surroundings = surroundings;
    this.address = address;
    this.process = process;
    this.end = end;
  }

  /**
   * What is started.
   *
   * @param kind which application server
   * @param war the application for Payara Micro
   * @param jvmOptions of Payara Micro; the other servers have their own, as they come and as their
   *     scripts set them
   * @param installation of the other servers, with the EAR
   */
  public record Build(
      ServerKind kind, Path war, List<String> jvmOptions, ServerInstallation installation) {

    /** As the command line says. */
    public static Build read(Properties properties) {
      return new Build(
          ServerKind.of(properties.text("server")),
          properties.path("bench.war"),
          List.of(properties.text("bench.jvm").strip().split("\\s+")),
          new ServerInstallation(
              properties.path("bench.home"),
              properties.path("bench.domain-config"),
              properties.path("bench.ear")));
    }

    /** What there is to say of the JVM's options. */
    public String jvm() {
      return kind == ServerKind.MICRO ? String.join(" ", jvmOptions) : "the server's own";
    }
  }

  /**
   * Deletes what is there and starts.
   *
   * @param settings of the application, before those of the surroundings
   * @throws BenchmarkFailedException where the server does not start
   */
  public static TestedServer start(
      Build build, DataDirectory data, Clock clock, Map<String, String> settings) {
    data.deleteData();
    ServerFiles files = ServerFiles.ofThisBuild();
    Surroundings surroundings = Surroundings.start(files, data, Ports.free(), clock);
    try {
      Path floor = FloorApplication.write(data.folder("floor"));
      return build.kind() == ServerKind.MICRO
          ? micro(build, files, surroundings, settings, floor)
          : managed(build, surroundings, settings, floor);
    } catch (IOException | GeneralSecurityException e) {
      surroundings.close();
      throw new BenchmarkFailedException("the server does not start", e);
    } catch (InterruptedException e) {
      surroundings.close();
      Thread.currentThread().interrupt();
      throw new BenchmarkFailedException("interrupted", e);
    } catch (RuntimeException e) {
      surroundings.close();
      throw e;
    }
  }

  private static TestedServer micro(
      Build build,
      ServerFiles files,
      Surroundings surroundings,
      Map<String, String> settings,
      Path floor) {
    ApplicationServer server =
        ApplicationServer.start(
            files,
            surroundings,
            build.war(),
            settings,
            build.jvmOptions(),
            List.of("--deploy", floor.toString()));
    return new TestedServer(surroundings, server.address(), server.process(), server::close);
  }

  /** With the listener for a proxy on the same machine, without TLS, as on Payara Micro. */
  private static TestedServer managed(
      Build build, Surroundings surroundings, Map<String, String> settings, Path floor)
      throws IOException, GeneralSecurityException, InterruptedException {
    String name = build.kind().word();
    ManagedServer server =
        build.kind() == ServerKind.PAYARA
            ? PayaraServer.start(build.installation(), surroundings, name, settings)
            : WildFlyServer.start(build.installation(), surroundings, name, settings);
    try {
      server.deploy(floor);
      return new TestedServer(
          surroundings, server.address(), server.process().orElseThrow(), server::close);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Where apps submit. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort());
  }

  /** Host and port, as the header {@code Host} has them. */
  public String authority() {
    return address.getAuthority();
  }

  /** The path that answers and does nothing. */
  public String floorPath() {
    return "/" + FloorApplication.NAME + "/";
  }

  /** The server's process. */
  public ProcessHandle process() {
    return process;
  }

  /** What is around it. */
  public Surroundings surroundings() {
    return surroundings;
  }

  @Override
  public void close() {
    end.run();
    surroundings.close();
  }
}
