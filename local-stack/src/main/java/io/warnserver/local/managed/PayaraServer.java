package io.warnserver.local.managed;

import io.warnserver.local.servers.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Payara Server with a domain of its own. */
public final class PayaraServer extends ManagedServer {

  private static final String SCRIPTS = "payara-server";
  private static final String DOMAIN = "warn";

  /** What a new domain opens beside the listeners of the application. */
  private static final List<String> PORTS =
      List.of(
          "orb.listener.port",
          "orb.ssl.port",
          "orb.mutualauth.port",
          "domain.jmxPort",
          "osgi.shell.telnet.port",
          "java.debugger.port",
          "jms.port");

  private PayaraServer(
      ServerInstallation installation, Surroundings surroundings, ServerFolder folder)
      throws IOException, GeneralSecurityException {
    super(
        installation,
        surroundings,
        folder,
        Map.of(
            "AS_JAVA",
            System.getProperty("java.home"),
            "JAVA_HOME",
            System.getProperty("java.home"),
            "ASADMIN",
            asadmin(installation) + " --port " + folder.ports().administration()));
  }

  /**
   * Makes the domain, starts it, sets it up and deploys the EAR.
   *
   * @param name of the instance
   * @param settings of the application, besides those of the surroundings
   * @throws IOException where a command fails or the server does not get ready
   */
  public static PayaraServer start(
      ServerInstallation installation,
      Surroundings surroundings,
      String name,
      Map<String, String> settings)
      throws IOException, InterruptedException, GeneralSecurityException {
    if (!asadmin(installation).toFile().setExecutable(true)) {
      throw new IOException(asadmin(installation) + " cannot be made executable");
    }
    PayaraServer server =
        new PayaraServer(
            installation, surroundings, ServerFolder.write(surroundings, name, settings));
    server.createDomain();
    try {
      server.startProcess();
      server.configure(SCRIPTS, server.domain());
      server.deploy(installation.ear());
      server.awaitReady();
      return server;
    } catch (IOException | RuntimeException e) {
      server.kill();
      throw e;
    }
  }

  private void createDomain() throws IOException, InterruptedException {
    ServerPorts ports = folder().ports();
    String others =
        IntStream.range(0, PORTS.size())
            .mapToObj(i -> PORTS.get(i) + "=" + ports.others().get(i))
            .collect(Collectors.joining(":"));
    asadmin(
        "create-domain",
        "--nopassword",
        "--domaindir",
        domains().toString(),
        "--adminport",
        String.valueOf(ports.administration()),
        "--instanceport",
        String.valueOf(ports.plain()),
        "--domainproperties",
        "http.ssl.port=" + ports.publicTls() + ":" + others,
        DOMAIN);
  }

  @Override
  public void setUpAgain() throws IOException, InterruptedException {
    configure(SCRIPTS, domain());
    awaitReady();
  }

  @Override
  public void deploy(Path application) throws IOException, InterruptedException {
    String file = application.getFileName().toString();
    asadmin("deploy", "--name", file.substring(0, file.lastIndexOf('.')), application.toString());
  }

  /** It is no child of this process: the domain has noted its number. */
  @Override
  public Optional<ProcessHandle> process() {
    Path noted = domain().resolve("config/pid");
    try {
      return Files.exists(noted)
          ? ProcessHandle.of(Long.parseLong(Files.readString(noted).strip()))
              .filter(this::isOfThisDomain)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isOfThisDomain(ProcessHandle process) {
    return process
        .info()
        .commandLine()
        .filter(line -> line.contains(domains().toString()))
        .isPresent();
  }

  @Override
  void stop() throws IOException, InterruptedException {
    asadmin("stop-domain", "--domaindir", domains().toString(), DOMAIN);
  }

  @Override
  void startProcess() throws IOException, InterruptedException {
    asadmin("start-domain", "--domaindir", domains().toString(), DOMAIN);
  }

  @Override
  Path log() {
    return domain().resolve("logs/server.log");
  }

  /** The command to start it waits by itself. */
  @Override
  boolean isStarting() {
    return true;
  }

  private void asadmin(String... command) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                asadmin(installation()).toString(),
                "--port",
                String.valueOf(folder().ports().administration())));
    line.addAll(List.of(command));
    commands().run(line);
  }

  private static Path asadmin(ServerInstallation installation) {
    return installation.home().resolve("bin/asadmin");
  }

  private Path domains() {
    return folder().root().resolve("domains");
  }

  private Path domain() {
    return domains().resolve(DOMAIN);
  }
}
