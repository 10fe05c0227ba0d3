package io.warnserver.local.servers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Payara Micro with the application, as a process of its own. */
public final class ApplicationServer implements AutoCloseable {

  /** As domain-config/payara-micro/README.md says: less memory lies about unused. */
  private static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** What Payara Micro says when it has done all it can; where a deployment has failed, too. */
  private static final String BOOTED = ") ready in ";

  private final ServerProcess process;
  private final URI address;
  private final URI operationsAddress;

  private ApplicationServer(ServerProcess process, Ports ports) {
    this.process = process;
    this.address = URI.create("http://127.0.0.1:" + ports.application());
    this.operationsAddress = URI.create("http://127.0.0.1:" + ports.operations() + "/operations");
  }

  /**
   * Starts it and waits until the application is deployed.
   *
   * @param war the application for Payara Micro
   * @param settings in addition to those of the surroundings
   * @param jvmOptions heap and the like
   * @throws StartFailedException with the end of the server's log, where the application does not
   *     get ready
   */
  public static ApplicationServer start(
      ServerFiles files,
      Surroundings surroundings,
      Path war,
      Map<String, String> settings,
      List<String> jvmOptions) {
    return start(files, surroundings, war, settings, jvmOptions, List.of());
  }

  /**
   * Starts it and waits until the application is deployed.
   *
   * @param serverOptions more options of Payara Micro, such as further applications to deploy
   */
  public static ApplicationServer start(
      ServerFiles files,
      Surroundings surroundings,
      Path war,
      Map<String, String> settings,
      List<String> jvmOptions,
      List<String> serverOptions) {
    if (!Files.isRegularFile(war)) {
      throw new StartFailedException("there is no application " + war + ": build it first");
    }
    Path folder = surroundings.directory().folder("application-server");
    Path root = folder.resolve("domain");
    try {
      // A former configuration would clash with the commands that make it.
      DataDirectory.deleteTree(root);
    } catch (IOException e) {
      throw new StartFailedException(root + " cannot be deleted", e);
    }
    List<String> arguments = new ArrayList<>(jvmOptions);
    arguments.addAll(List.of("-jar", files.payaraMicro().toString()));
    arguments.addAll(MicroOptions.write(files, folder, surroundings, settings));
    arguments.addAll(List.of("--rootdir", root.toString()));
    arguments.addAll(List.of("--port", String.valueOf(surroundings.ports().application())));
    arguments.addAll(List.of("--contextroot", "/", "--deploy", war.toString()));
    arguments.addAll(serverOptions);
    ServerProcess process =
        ServerProcess.java("application-server", arguments, ENVIRONMENT, surroundings.directory());
    ApplicationServer server = new ApplicationServer(process, surroundings.ports());
    Probe deployed = Probe.of(URI.create(server.operationsAddress + "/health/live"));
    try {
      process.await(
          deployed::answers200,
          // In this order: what is asked before it has booted is answered 404, too.
          () -> process.hasSaid(BOOTED) && deployed.status().filter(s -> s == 404).isPresent(),
          LIMIT);
      return server;
    } catch (StartFailedException e) {
      process.close();
      throw e;
    }
  }

  /** The public listener. */
  public URI address() {
    return address;
  }

  /** What the operator's paths begin with. */
  public URI operationsAddress() {
    return operationsAddress;
  }

  /** Whether the process still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** How many lines it has logged. */
  public int logged() {
    return process.linesLogged();
  }

  /** The process, to be looked at. */
  public ProcessHandle process() {
    return process.handle();
  }

  @Override
  public void close() {
    process.close();
  }
}
