package io.warnserver.managed;

import io.warnserver.local.servers.Secrets;
import io.warnserver.local.servers.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Payara Server with a domain of its own. */
public final class PayaraServer extends ManagedServer {

  private static final String SCRIPTS = "payara-server";
  private static final String DOMAIN = "warn";
  private static final String ADMINISTRATOR = "admin";

  /** That of the domain's key stores. */
  public static final String MASTER_PASSWORD = Secrets.password("master");

  private static final String ADMINISTRATOR_PASSWORD = Secrets.password("administrator");

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

  /** Which of these listens in the end. */
  private static final int JMX = PORTS.indexOf("domain.jmxPort");

  private PayaraServer(ServerFolder folder) {
    super(
        folder,
        Map.of(
            "AS_JAVA",
            System.getProperty("java.home"),
            "ASADMIN",
            asadmin(folder.installation())
                + " --user "
                + ADMINISTRATOR
                + " --port "
                + folder.ports().administration()));
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
      throws IOException, InterruptedException {
    if (!asadmin(installation).toFile().setExecutable(true)) {
      throw new IOException(asadmin(installation) + " cannot be made executable");
    }
    PayaraServer server =
        new PayaraServer(ServerFolder.write(installation, surroundings, name, settings));
    server.startWithApplication(true);
    return server;
  }

  @Override
  void startEmpty() throws IOException, InterruptedException {
    createDomain();
    configure(SCRIPTS, domain());
  }

  @Override
  void startAsItIs() throws IOException, InterruptedException {
    asadmin("start-domain", "--domaindir", domains().toString(), DOMAIN);
  }

  @Override
  ManagedServer copy(ServerFolder to, Map<String, String> settings) throws IOException {
    PayaraServer another = new PayaraServer(to);
    ServerFolder.copy(
        domains(), another.domains(), Set.of("logs", "osgi-cache", "pid", "pid.prev"));
    Files.copy(passwords(), another.passwords());
    Path configuration = another.domain().resolve("config/domain.xml");
    String text = folder.ports().exchangedIn(Files.readString(configuration), to.ports());
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      text =
          text.replaceAll(
              "(<system-property (?=[^>]*\"" + setting.getKey() + "\")[^>]*value=\")[^\"]*",
              "$1" + Matcher.quoteReplacement(setting.getValue()));
    }
    Files.writeString(configuration, text);
    return another;
  }

  private void createDomain() throws IOException, InterruptedException {
    ServerPorts ports = folder.ports();
    folder.putSecret("warn.payara.master-password", MASTER_PASSWORD);
    folder.putSecret("warn.payara.admin-password", ADMINISTRATOR_PASSWORD);
    Files.write(
        passwords(),
        List.of(
            "AS_ADMIN_MASTERPASSWORD=" + MASTER_PASSWORD,
            "AS_ADMIN_PASSWORD=" + ADMINISTRATOR_PASSWORD));
    String others =
        IntStream.range(0, PORTS.size())
            .mapToObj(i -> PORTS.get(i) + "=" + ports.others().get(i))
            .collect(Collectors.joining(":"));
    commands.run(
        List.of(
            "sh",
            folder.installation().domainConfig().resolve(SCRIPTS + "/create-domain.sh").toString(),
            domain().toString(),
            folder.secrets().toString(),
            "--adminport",
            String.valueOf(ports.administration()),
            "--instanceport",
            String.valueOf(ports.plain()),
            "--domainproperties",
            "http.ssl.port=" + ports.publicTls() + ":" + others));
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

  @Override
  public Set<Integer> portsOfItsOwn() {
    return Set.of(folder.ports().administration(), folder.ports().others().get(JMX));
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
                asadmin(folder.installation()).toString(),
                "--user",
                ADMINISTRATOR,
                "--passwordfile",
                passwords().toString(),
                "--port",
                String.valueOf(folder.ports().administration())));
    line.addAll(List.of(command));
    commands.run(line);
  }

  private static Path asadmin(ServerInstallation installation) {
    return installation.home().resolve("bin/asadmin");
  }

  /** Payara's own passwords, as its commands take them. */
  private Path passwords() {
    return folder.root().resolve("payara-passwords");
  }

  private Path domains() {
    return folder.root().resolve("domains");
  }

  private Path domain() {
    return domains().resolve(DOMAIN);
  }
}
