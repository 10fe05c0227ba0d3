package io.warnserver.local.servers;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Payara Micro with the application, as a process of its own. */
public final class ApplicationServer extends ServerProcess {

  /** As domain-config/payara-micro/README.md says: less memory lies about unused. */
  private static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

  /** What Payara Micro says when it has done all it can; where a deployment has failed, too. */
  private static final String BOOTED = ") ready in ";

  private final Ports ports;

  private ApplicationServer(List<String> arguments, Surroundings surroundings) {
    super("application-server", arguments, ENVIRONMENT, surroundings.directory());
    this.ports = surroundings.ports();
  }

  /**
   * Starts it and waits until the application is deployed.
   *
   * @param war the application for Payara Micro
   * @param settings in addition to those of the surroundings
   * @param jvmOptions heap and the like
   * @param serverOptions more options of Payara Micro, such as further applications to deploy
   * @throws StartFailedException with the end of the server's log, where the application does not
   *     get ready
   */
  public static ApplicationServer start(
      ServerFiles files,
      Surroundings surroundings,
      Path war,
      Map<String, String> settings,
      List<String> jvmOptions,
      String... serverOptions) {
    if (!Files.isRegularFile(war)) {
      throw new StartFailedException("there is no application " + war + ": build it first");
    }
    Path folder = surroundings.directory().folder("application-server");
    Path root = folder.resolve("domain");
    // A former configuration would clash with the commands that make it.
    DataDirectory.deleteTree(root);
    List<String> arguments = new ArrayList<>(jvmOptions);
    arguments.addAll(List.of("-jar", files.payaraMicro().toString()));
    arguments.addAll(MicroOptions.write(files, folder, surroundings, settings));
    arguments.addAll(List.of("--rootdir", root.toString()));
    arguments.addAll(List.of("--port", String.valueOf(surroundings.ports().application())));
    arguments.addAll(List.of("--contextroot", "/", "--deploy", war.toString()));
    arguments.addAll(List.of(serverOptions));
    ApplicationServer server = new ApplicationServer(arguments, surroundings);
    Probe deployed = Probe.of(URI.create(server.operationsAddress() + "/health/live"));
    server.await(
        deployed::answers200,
        // In this order: what is asked before it has booted is answered 404, too.
        () -> server.hasSaid(BOOTED) && deployed.status().filter(s -> s == 404).isPresent());
    return server;
  }

  /** The public listener. */
  public URI address() {
    return ports.applicationAddress();
  }

  /** What the operator's paths begin with. */
  public URI operationsAddress() {
    return ports.operationsAddress();
  }
}
