package io.warnserver.local.servers;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Everything the application needs around it: PostgreSQL, an S3 endpoint, a verification server, a
 * federation and a signing key.
 */
public final class Surroundings implements AutoCloseable {

  private static final Executor THREADS =
      task -> {
        Thread thread = new Thread(task, "starting");
        thread.setDaemon(true);
        thread.start();
      };

  private final DataDirectory directory;
  private final Ports ports;
  private final boolean temporary;
  private final DevelopmentKey signingKey;
  private final VerificationStandIn verification;
  private final Database database;
  private final ObjectStore objectStore;
  private final PlayedClock clock;
  private Federation federation;

  private Surroundings(
      ServerFiles programs, DataDirectory directory, Ports ports, Clock clock, boolean temporary) {
    this.directory = directory;
    this.ports = ports;
    this.temporary = temporary;
    this.clock = new PlayedClock(clock);
    this.verification = VerificationStandIn.start(ports.verification());
    var startingDatabase =
        supplyAsync(() -> Database.start(programs, directory, ports.database()), THREADS);
    var startingStore =
        supplyAsync(() -> ObjectStore.start(programs, directory, ports.store()), THREADS);
    try {
      this.signingKey = DevelopmentKey.in(directory.folder("signing"), clock);
      this.database = startingDatabase.join();
      this.objectStore = startingStore.join();
    } catch (RuntimeException e) {
      endStarted(startingDatabase);
      endStarted(startingStore);
      verification.close();
      throw e instanceof CompletionException && e.getCause() instanceof RuntimeException cause
          ? cause
          : e;
    }
    Map<String, String> files = new TreeMap<>(secretValues());
    files.put(Secrets.OPERATOR_FILE, "AS_ADMIN_USERPASSWORD=" + operatorPassword());
    files.put(Secrets.MONITOR_FILE, "AS_ADMIN_USERPASSWORD=" + monitorPassword());
    Secrets.write(secretsDirectory(), files);
  }

  /**
   * Starts everything at once and waits until all of it answers.
   *
   * @param directory stays open when these are closed
   * @throws StartFailedException for the first part that cannot be started; the others are ended
   */
  public static Surroundings start(
      ServerFiles files, DataDirectory directory, Ports ports, Clock clock) {
    return new Surroundings(files, directory, ports, clock, false);
  }

  /** For a test: on free ports, in a folder of its own that is deleted when these are closed. */
  public static Surroundings startTemporary(Clock clock) {
    try {
      Path folder = Files.createTempDirectory("warn-server");
      return new Surroundings(
          ServerFiles.ofThisBuild(), DataDirectory.open(folder), Ports.free(), clock, true);
    } catch (IOException e) {
      throw new StartFailedException("there is no folder for temporary files", e);
    }
  }

  public Database database() {
    return database;
  }

  public ObjectStore objectStore() {
    return objectStore;
  }

  public VerificationStandIn verification() {
    return verification;
  }

  /**
   * The federation; started when it is asked for, because most tests have none. The application
   * takes part with {@link Federation#settings()}.
   */
  public synchronized Federation federation() {
    if (federation == null) {
      federation = Federation.start(directory.folder("federation"), clock, ports.gateway());
    }
    return federation;
  }

  /** The time of the systems around the application. */
  public PlayedClock clock() {
    return clock;
  }

  public DevelopmentKey signingKey() {
    return signingKey;
  }

  /** The ports, those that are left for the application included. */
  public Ports ports() {
    return ports;
  }

  /** The folder of all this; an application server may keep its files in it. */
  public DataDirectory directory() {
    return directory;
  }

  /**
   * The folder for the application server's secrets: one file for each of {@link #secretValues()}.
   */
  public Path secretsDirectory() {
    return directory.folder("secrets");
  }

  /** The operator's password; the login is {@code operator}. */
  public static String operatorPassword() {
    return Secrets.password("operator");
  }

  /** The password of Prometheus; the login is {@code monitor}. */
  public static String monitorPassword() {
    return Secrets.password("monitoring");
  }

  /** The application's settings that are no secrets, by MicroProfile Config name. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("warn.mode", "development");
    settings.put("warn.own-country", "DE");
    settings.put("warn.supported-countries", "DE,FR,NL");
    settings.put("warn.submission.verification.url", verification.address().toString());
    settings.put("warn.signing.keys", "current");
    settings.put("warn.signing.current.keystore", signingKey.keystore().toString());
    settings.put("warn.signing.current.alias", DevelopmentKey.ALIAS);
    settings.put("warn.store.endpoint", objectStore.endpoint().toString());
    settings.put("warn.store.bucket", ObjectStore.BUCKET);
    settings.put("warn.store.region", ObjectStore.REGION);
    settings.put("warn.store.path-style", "true");
    settings.put("warn.operations.port", String.valueOf(ports.operations()));
    settings.put(
        "warn.operations.password-file",
        secretsDirectory().resolve(Secrets.OPERATOR_FILE).toString());
    settings.put(
        "warn.monitoring.password-file",
        secretsDirectory().resolve(Secrets.MONITOR_FILE).toString());
    settings.put("warn.database.host", "127.0.0.1");
    settings.put("warn.database.port", String.valueOf(database.port()));
    settings.put("warn.database.name", Database.NAME);
    return settings;
  }

  /**
   * The settings that are secrets, by MicroProfile Config name; the files in the secrets folder
   * hold the same.
   */
  public Map<String, String> secretValues() {
    Map<String, String> values = new TreeMap<>();
    values.put("warn.signing.current.password", Secrets.password(DevelopmentKey.ALIAS));
    values.put(
        "warn.submission.tan-hash.current.key", Secrets.password("tan-hash-key-that-all-know"));
    values.put("warn.store.access-key", Secrets.password("access-key"));
    values.put("warn.store.secret-key", Secrets.password("secret-key"));
    values.put("warn.monitoring.password", monitorPassword());
    values.putAll(Federation.secretValues());
    for (DatabaseRole role : DatabaseRole.values()) {
      values.put(role.passwordSetting(), role.password());
    }
    return values;
  }

  /** Ends everything; what was temporary is deleted. */
  @Override
  public void close() {
    verification.close();
    synchronized (this) {
      if (federation != null) {
        federation.close();
      }
    }
    CompletableFuture<Void> ending = CompletableFuture.runAsync(objectStore::close);
    database.close();
    ending.join();
    if (temporary) {
      directory.close();
      DataDirectory.deleteTree(directory.root());
    }
  }

  private static void endStarted(CompletableFuture<? extends AutoCloseable> starting) {
    try {
      starting.join().close();
    } catch (Exception e) {
      // The first fault is told.
    }
  }
}
