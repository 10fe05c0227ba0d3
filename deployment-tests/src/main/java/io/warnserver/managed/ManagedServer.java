package io.warnserver.managed;

import io.warnserver.local.servers.Probe;
import io.warnserver.local.servers.ServerFiles;
import io.warnserver.local.servers.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** A server with the EAR, set up by the scripts of domain-config alone. */
public abstract sealed class ManagedServer implements AutoCloseable
    permits PayaraServer, WildFlyServer {

  /** A first start on a busy machine. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  final ServerFolder folder;
  final Commands commands;
  private final Probe live;
  private final Probe ready;

  ManagedServer(ServerFolder folder, Map<String, String> environment) {
    this.folder = folder;
    commands = new Commands(environment, folder.root().resolve("commands.log"));
    live = probe("health/live");
    ready = probe("health/ready");
  }

  private Probe probe(String path) {
    return Probe.of(
        operationsAddress().resolve(path),
        HttpClient.newBuilder().sslContext(folder.tls().withoutCertificate()));
  }

  /** What is around it. */
  public final Surroundings surroundings() {
    return folder.surroundings();
  }

  /** What it was set up from. */
  public final ServerFolder folder() {
    return folder;
  }

  /** Where apps submit, without TLS. */
  public final URI address() {
    return URI.create("http://127.0.0.1:" + folder.ports().plain());
  }

  /** What the operators' paths begin with; ends with a slash. */
  public final URI operationsAddress() {
    return URI.create("https://127.0.0.1:" + folder.ports().operations() + "/operations/");
  }

  /** How many lines of its log hold these words; none where there is no log yet. */
  public final int logged(String words) {
    return Commands.linesWith(log(), words);
  }

  /** Its log so far, in lines. */
  public final List<String> logLines() throws IOException {
    return Files.readAllLines(log(), StandardCharsets.ISO_8859_1);
  }

  /** The end of its log. */
  public final String lastWords() throws IOException {
    return Commands.lastLines(log());
  }

  /** Sets it up once more, as its script says it; ready at the end. */
  public abstract void setUpAgain() throws IOException, InterruptedException;

  /**
   * Starts another instance from a copy of this one's files; ready at the end. To set one up takes
   * four times as long.
   *
   * @param settings in place of this one's
   */
  public final ManagedServer another(String name, Map<String, String> settings)
      throws IOException, InterruptedException {
    Map<String, String> own = new TreeMap<>(settings);
    own.put("warn.instance", name);
    ManagedServer another = copy(folder.another(name, own), own);
    try {
      another.startAsItIs();
      another.awaitReady();
      return another;
    } catch (IOException | RuntimeException e) {
      another.kill();
      throw e;
    }
  }

  /** Deploys one more application, at its own name. */
  public abstract void deploy(Path application) throws IOException, InterruptedException;

  /** The server's process; empty where it does not run. */
  public abstract Optional<ProcessHandle> process();

  /** What it listens on besides the application's listeners: for its administrator. */
  public abstract Set<Integer> portsOfItsOwn();

  /** Ends it as a power failure does. */
  public void kill() {
    process().ifPresent(ProcessHandle::destroyForcibly);
  }

  @Override
  public final void close() {
    kill();
  }

  /** Where it logs. */
  abstract Path log();

  /** Whether there is still hope that it gets ready. */
  abstract boolean isStarting();

  /** Starts it without the application. */
  abstract void startEmpty() throws IOException, InterruptedException;

  /** Copies its files; what does not read the folder's settings is given them. */
  abstract ManagedServer copy(ServerFolder to, Map<String, String> settings) throws IOException;

  /** Starts its process with what is there. */
  abstract void startAsItIs() throws IOException, InterruptedException;

  /**
   * Starts it, deploys the EAR and waits until that is ready, or only live; ends it where it does
   * not get so.
   */
  final void startWithApplication(boolean serves) throws IOException, InterruptedException {
    try {
      startEmpty();
      deploy(folder.installation().ear());
      await(serves ? ready::answers200 : live::answers200);
    } catch (IOException | RuntimeException e) {
      kill();
      throw e;
    }
  }

  final void awaitReady() throws IOException {
    await(ready::answers200);
  }

  final void await(BooleanSupplier condition) throws IOException {
    try {
      Waiting.until(LIMIT, condition, this::isStarting);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "; its last words: " + lastWords(), e);
    }
  }

  /**
   * Runs its script.
   *
   * @param server the folder of the script
   * @param target what the script sets up
   * @param jars that the server gets besides the database's driver
   */
  final void configure(String server, Path target, Path... jars)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("sh");
    command.add(folder.installation().domainConfig().resolve(server + "/configure.sh").toString());
    command.add(target.toString());
    command.add(folder.properties().toString());
    command.add(folder.secrets().toString());
    command.add(ServerFiles.ofThisBuild().databaseDriver().toString());
    for (Path jar : jars) {
      command.add(jar.toString());
    }
    commands.run(command);
  }
}
