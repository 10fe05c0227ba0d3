package io.warnserver.managed;

import io.warnserver.local.servers.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** WildFly with a base directory of its own. */
public final class WildFlyServer extends ManagedServer {

  /** The message's code for "started", with errors or without. */
  private static final String STARTED = "WFLYSRV0025";

  private Process shell;

  private WildFlyServer(ServerFolder folder) {
    super(
        folder,
        Map.of(
            "JBOSS_BASE_DIR",
            base(folder).toString(),
            "WARN_CREDENTIAL_STORE_PASSWORD",
            "development-credential-store"));
  }

  /**
   * Sets it up, starts it and deploys the EAR.
   *
   * @param name of the instance
   * @param settings of the application, besides those of the surroundings
   * @throws IOException where a command fails or the server does not get ready
   */
  public static WildFlyServer start(
      ServerInstallation installation,
      Surroundings surroundings,
      String name,
      Map<String, String> settings)
      throws IOException, InterruptedException {
    return start(installation, surroundings, name, settings, true);
  }

  /** The same for an application that cannot serve, because its database refuses it. */
  public static WildFlyServer startUnready(
      ServerInstallation installation,
      Surroundings surroundings,
      String name,
      Map<String, String> settings)
      throws IOException, InterruptedException {
    return start(installation, surroundings, name, settings, false);
  }

  private static WildFlyServer start(
      ServerInstallation installation,
      Surroundings surroundings,
      String name,
      Map<String, String> settings,
      boolean serves)
      throws IOException, InterruptedException {
    ServerFolder folder = ServerFolder.write(installation, surroundings, name, settings);
    ServerFolder.copy(installation.home().resolve("standalone"), base(folder), Set.of());
    WildFlyServer server = new WildFlyServer(folder);
    server.configure();
    server.startWithApplication(serves);
    return server;
  }

  @Override
  void startEmpty() throws IOException {
    startAsItIs();
    await(() -> logged(STARTED) > 0);
  }

  @Override
  public void setUpAgain() throws IOException, InterruptedException {
    cli("shutdown --timeout=10");
    shell.waitFor(1, TimeUnit.MINUTES);
    configure();
    startAsItIs();
    awaitReady();
  }

  @Override
  ManagedServer copy(ServerFolder to, Map<String, String> settings) throws IOException {
    ServerFolder.copy(base(folder), base(to), Set.of("log", "tmp", "tx-object-store"));
    return new WildFlyServer(to);
  }

  @Override
  public void deploy(Path application) throws IOException, InterruptedException {
    cli("deploy " + application);
  }

  @Override
  public Set<Integer> portsOfItsOwn() {
    return Set.of(folder.ports().administration());
  }

  /** The shell's only child. */
  @Override
  public Optional<ProcessHandle> process() {
    return shell == null ? Optional.empty() : shell.children().findAny();
  }

  @Override
  public void kill() {
    super.kill();
    if (shell != null) {
      shell.destroyForcibly();
    }
  }

  @Override
  void startAsItIs() throws IOException {
    shell =
        commands.start(
            List.of(
                "sh",
                folder.installation().home().resolve("bin/standalone.sh").toString(),
                "-c",
                "standalone-full.xml",
                "-Djboss.server.base.dir=" + base(folder),
                "-Djboss.management.http.port=" + folder.ports().administration(),
                "-P",
                folder.properties().toString()),
            log());
  }

  @Override
  Path log() {
    return folder.root().resolve("console.log");
  }

  @Override
  boolean isStarting() {
    return shell.isAlive();
  }

  /** A command of the command line interface, on the running server. */
  private void cli(String command) throws IOException, InterruptedException {
    commands.run(
        List.of(
            "sh",
            folder.installation().home().resolve("bin/jboss-cli.sh").toString(),
            "--connect",
            "--controller=127.0.0.1:" + folder.ports().administration(),
            "--command=" + command));
  }

  /** EclipseLink is beside the server, where the build has put it. */
  private void configure() throws IOException, InterruptedException {
    Path home = folder.installation().home();
    configure("wildfly", home, home.resolveSibling("eclipselink.jar"));
  }

  private static Path base(ServerFolder folder) {
    return folder.root().resolve("standalone");
  }
}
