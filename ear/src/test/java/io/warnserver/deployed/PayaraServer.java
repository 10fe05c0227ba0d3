package io.warnserver.deployed;

import io.warnserver.local.servers.ServerFiles;
import io.warnserver.local.servers.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Payara Server with a domain of its own. */
final class PayaraServer implements ManagedServer {

  private static final String DOMAIN = "warn";
  private static final Duration LIMIT = Duration.ofMinutes(5);

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

  private final Path asadmin;
  private final Path scripts;
  private final ServerFolder folder;
  private final DeployedServer deployed;
  private final Commands commands;

  private PayaraServer(Path asadmin, Path scripts, ServerFolder folder, DeployedServer deployed) {
    this.asadmin = asadmin;
    this.scripts = scripts;
    this.folder = folder;
    this.deployed = deployed;
    this.commands =
        new Commands(
            Map.of(
                "AS_JAVA",
                System.getProperty("java.home"),
                "JAVA_HOME",
                System.getProperty("java.home"),
                "ASADMIN",
                asadmin + " --port " + folder.ports().administration()),
            folder.root().resolve("commands.log"));
  }

  /** Makes the domain, starts it, sets it up and deploys the EAR. */
  static PayaraServer start(Surroundings surroundings, String name, Map<String, String> settings)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path asadmin = Path.of(System.getProperty("warn.payara"), "bin/asadmin");
    if (!asadmin.toFile().setExecutable(true)) {
      throw new IOException(asadmin + " cannot be made executable");
    }
    ServerFolder folder = ServerFolder.write(surroundings, name, settings);
    PayaraServer server =
        new PayaraServer(
            asadmin,
            Path.of(System.getProperty("warn.domain-config"), "payara-server"),
            folder,
            DeployedServer.of(surroundings, folder));
    List<Integer> others = folder.ports().others();
    String ports =
        IntStream.range(0, PORTS.size())
            .mapToObj(i -> PORTS.get(i) + "=" + others.get(i))
            .collect(Collectors.joining(":"));
    server.asadmin(
        "create-domain",
        "--nopassword",
        "--domaindir",
        server.domains().toString(),
        "--adminport",
        String.valueOf(folder.ports().administration()),
        "--instanceport",
        String.valueOf(folder.ports().plain()),
        "--domainproperties",
        "http.ssl.port=" + folder.ports().publicTls() + ":" + ports,
        DOMAIN);
    try {
      server.asadmin("start-domain", "--domaindir", server.domains().toString(), DOMAIN);
      server.configureAgain();
      server.asadmin("deploy", "--name", "warn-server", System.getProperty("warn.ear"));
      server.deployed.awaitReady(LIMIT, () -> true);
      return server;
    } catch (IOException | RuntimeException e) {
      server.kill();
      throw e;
    }
  }

  @Override
  public DeployedServer deployed() {
    return deployed;
  }

  @Override
  public ServerFolder folder() {
    return folder;
  }

  @Override
  public int logged(String words) {
    return Commands.linesWith(domains().resolve(DOMAIN).resolve("logs/server.log"), words);
  }

  @Override
  public void configureAgain() throws IOException, InterruptedException {
    commands.run(
        List.of(
            "sh",
            scripts.resolve("configure.sh").toString(),
            domains().resolve(DOMAIN).toString(),
            folder.properties().toString(),
            folder.secrets().toString(),
            ServerFiles.ofThisBuild().databaseDriver().toString()));
  }

  @Override
  public Duration restart() throws IOException, InterruptedException {
    asadmin("stop-domain", "--domaindir", domains().toString(), DOMAIN);
    long began = System.nanoTime();
    asadmin("start-domain", "--domaindir", domains().toString(), DOMAIN);
    deployed.awaitReady(LIMIT, () -> true);
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** The process is no child of this one: the domain has noted its number. */
  @Override
  public void kill() {
    Path noted = domains().resolve(DOMAIN).resolve("config/pid");
    try {
      if (Files.exists(noted)) {
        ProcessHandle.of(Long.parseLong(Files.readString(noted).strip()))
            .filter(
                process ->
                    process
                        .info()
                        .commandLine()
                        .filter(l -> l.contains(domains().toString()))
                        .isPresent())
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  /** A command of the domain's administrator. */
  String asadmin(String... command) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(asadmin.toString(), "--port", String.valueOf(folder.ports().administration())));
    line.addAll(List.of(command));
    return commands.run(line);
  }

  private Path domains() {
    return folder.root().resolve("domains");
  }
}
