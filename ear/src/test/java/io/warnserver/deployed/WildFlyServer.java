package io.warnserver.deployed;

import io.warnserver.local.servers.ServerFiles;
import io.warnserver.local.servers.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** WildFly with a base directory of its own. */
final class WildFlyServer implements ManagedServer {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Path home;
  private final Path scripts;
  private final ServerFolder folder;
  private final DeployedServer deployed;
  private final Commands commands;
  private Process process;

  private WildFlyServer(Path home, Path scripts, ServerFolder folder, DeployedServer deployed) {
    this.home = home;
    this.scripts = scripts;
    this.folder = folder;
    this.deployed = deployed;
    this.commands =
        new Commands(
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JBOSS_BASE_DIR",
                base().toString(),
                "WARN_CREDENTIAL_STORE_PASSWORD",
                "development-credential-store"),
            folder.root().resolve("commands.log"));
  }

  /** Sets it up, starts it and deploys the EAR. */
  static WildFlyServer start(Surroundings surroundings, String name, Map<String, String> settings)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path home = Path.of(System.getProperty("warn.wildfly"));
    ServerFolder folder = ServerFolder.write(surroundings, name, settings);
    WildFlyServer server =
        new WildFlyServer(
            home,
            Path.of(System.getProperty("warn.domain-config"), "wildfly"),
            folder,
            DeployedServer.of(surroundings, folder));
    copy(home.resolve("standalone"), server.base());
    server.configureAgain();
    try {
      server.startProcess();
      Waiting.until(LIMIT, () -> server.logged("WFLYSRV0025") > 0, server.process::isAlive);
      server.cli("deploy " + System.getProperty("warn.ear"));
      server.deployed.awaitReady(LIMIT, server.process::isAlive);
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
    return Commands.linesWith(log(), words);
  }

  @Override
  public void configureAgain() throws IOException, InterruptedException {
    commands.run(
        List.of(
            "sh",
            scripts.resolve("configure.sh").toString(),
            home.toString(),
            folder.properties().toString(),
            folder.secrets().toString(),
            ServerFiles.ofThisBuild().databaseDriver().toString()));
  }

  @Override
  public Duration restart() throws IOException, InterruptedException {
    stop();
    return startAgain();
  }

  /** Ends it in order. */
  void stop() throws IOException, InterruptedException {
    cli("shutdown --timeout=10");
    process.waitFor(1, TimeUnit.MINUTES);
  }

  /** Starts it; gives the time until readiness. */
  Duration startAgain() throws IOException {
    long began = System.nanoTime();
    startProcess();
    deployed.awaitReady(LIMIT, process::isAlive);
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Override
  public void kill() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Override
  public void close() {
    kill();
  }

  /** A command of the command line interface, on the running server. */
  String cli(String command) throws IOException, InterruptedException {
    return commands.run(
        List.of(
            "sh",
            home.resolve("bin/jboss-cli.sh").toString(),
            "--connect",
            "--controller=127.0.0.1:" + folder.ports().administration(),
            "--command=" + command));
  }

  private Path base() {
    return folder.root().resolve("standalone");
  }

  private Path log() {
    return folder.root().resolve("console.log");
  }

  private void startProcess() throws IOException {
    process =
        commands.start(
            List.of(
                "sh",
                home.resolve("bin/standalone.sh").toString(),
                "-c",
                "standalone-full.xml",
                "-Djboss.server.base.dir=" + base(),
                "-Djboss.management.http.port=" + folder.ports().administration(),
                "-P",
                folder.properties().toString()),
            log());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }
}
