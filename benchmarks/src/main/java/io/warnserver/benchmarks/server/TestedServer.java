package io.warnserver.benchmarks.server;

import io.warnserver.benchmarks.meters.Bench;
import io.warnserver.benchmarks.meters.ProcessFamily;
import io.warnserver.benchmarks.meters.Properties;
import io.warnserver.local.servers.ApplicationServer;
import io.warnserver.local.servers.Ports;
import io.warnserver.local.servers.ServerFiles;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.managed.ManagedServer;
import io.warnserver.managed.PayaraServer;
import io.warnserver.managed.ServerInstallation;
import io.warnserver.managed.WildFlyServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The application on an application server, with an empty database and no schedule.
 *
 * @param surroundings what is around it
 * @param process the server's
 * @param base what the apps' paths begin with
 * @param operationsAddress what the operator's paths begin with
 * @param end ends the server
 */
public record TestedServer(
    Surroundings surroundings, ProcessHandle process, URI base, URI operationsAddress, Runnable end)
    implements AutoCloseable {

  /** The path that answers and does nothing. */
  public static final String FLOOR_PATH = "/floor/";

  /** An application server that the application is meant for. */
  public enum Kind {
    /** Payara Micro, with the WAR. */
    MICRO,
    /** Payara Server, with the EAR. */
    PAYARA,
    /** WildFly, with the EAR. */
    WILDFLY;

    /** What there is to say of the JVM's options: the other servers have their own. */
    public String jvm(Bench bench) {
      return this == MICRO ? bench.jvmOptions() : "the server's own";
    }
  }

  /** Deletes what is there and starts, beside an application that does nothing. */
  public static TestedServer start(Bench bench, Kind kind, URI verification) throws Exception {
    bench.data().deleteData();
    return start(
        bench,
        kind,
        surroundings -> Map.of("warn.submission.verification.url", verification.toString()),
        List.of(floor(bench.data().folder("floor"))));
  }

  /**
   * Writes the application that does nothing to a folder. Its file's name without the ending gives
   * it its path. The class itself is not loaded: only an application server has what it extends.
   */
  static Path floor(Path folder) throws IOException {
    Path war = folder.resolve("floor.war");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(war));
        InputStream servlet = TestedServer.class.getResourceAsStream("FloorServlet.class")) {
      String folderOfClass = TestedServer.class.getPackageName().replace('.', '/');
      jar.putNextEntry(new JarEntry("WEB-INF/classes/" + folderOfClass + "/FloorServlet.class"));
      servlet.transferTo(jar);
    }
    return war;
  }

  /**
   * Starts, on what is there.
   *
   * @param additional settings of the application, before those of the surroundings
   * @param others applications beside it
   */
  static TestedServer start(
      Bench bench,
      Kind kind,
      Function<Surroundings, Map<String, String>> additional,
      List<Path> others)
      throws Exception {
    ServerFiles files = ServerFiles.ofThisBuild();
    Surroundings surroundings =
        Surroundings.start(files, bench.data(), Ports.free(), bench.clock());
    try {
      Map<String, String> settings = new TreeMap<>(additional.apply(surroundings));
      settings.put("warn.distribution.schedule", "off");
      if (kind != Kind.MICRO) {
        return managed(bench.settings(), kind, surroundings, settings, others);
      }
      ApplicationServer server =
          ApplicationServer.start(
              files,
              surroundings,
              bench.settings().path("bench.war"),
              settings,
              List.of(bench.jvmOptions().split(" ")),
              others.stream()
                  .flatMap(war -> Stream.of("--deploy", war.toString()))
                  .toArray(String[]::new));
      return new TestedServer(
          surroundings,
          server.process(),
          server.address(),
          server.operationsAddress(),
          server::close);
    } catch (Exception e) {
      surroundings.close();
      throw e;
    }
  }

  /** With the listener for a proxy on the same machine, without TLS, as on Payara Micro. */
  private static TestedServer managed(
      Properties paths,
      Kind kind,
      Surroundings surroundings,
      Map<String, String> settings,
      List<Path> others)
      throws Exception {
    ServerInstallation installation =
        new ServerInstallation(
            paths.path("bench.home"), paths.path("bench.domain-config"), paths.path("bench.ear"));
    String name = Properties.word(kind);
    ManagedServer server =
        kind == Kind.PAYARA
            ? PayaraServer.start(installation, surroundings, name, settings)
            : WildFlyServer.start(installation, surroundings, name, settings);
    try {
      for (Path other : others) {
        server.deploy(other);
      }
      return new TestedServer(
          surroundings,
          server.process().orElseThrow(),
          server.address(),
          server.operationsAddress(),
          server::close);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Where apps submit. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), base.getPort());
  }

  /** Host and port, as the header {@code Host} has them. */
  public String authority() {
    return base.getAuthority();
  }

  /** PostgreSQL's processes. */
  public ProcessFamily database() throws IOException {
    return ProcessFamily.ofPostgresql(surroundings.directory().root().resolve("postgresql"));
  }

  @Override
  public void close() {
    end.run();
    surroundings.close();
  }
}
