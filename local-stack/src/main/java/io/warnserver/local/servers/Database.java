package io.warnserver.local.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL whose data outlives it, with the database {@value #NAME} marked as one for
 * development.
 */
public final class Database implements AutoCloseable {

  public static final String NAME = "warn";

  /** The superuser of this PostgreSQL. */
  public static final String SUPERUSER = "postgres";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Held for good, so that its level stays. */
  private static final Logger LIBRARY = Logger.getLogger("io.zonky");

  /** Passwords count for everybody; the library's own rule would let anybody in. */
  private static final String ACCESS =
      "host all all 127.0.0.1/32 scram-sha-256\nhost all all ::1/128 scram-sha-256\n";

  private final EmbeddedPostgres server;
  private final Map<DatabaseRole, String> exchangedPasswords = new ConcurrentHashMap<>();

  private Database(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts it, after a crash too, and brings roles and database to what they should be.
   *
   * @throws StartFailedException where it cannot be started
   */
  static Database start(ServerFiles files, DataDirectory directory, int port) {
    LIBRARY.setLevel(Level.WARNING);
    Path data = directory.folder(DataDirectory.DATABASE);
    Path log = directory.log("postgresql");
    try {
      Files.deleteIfExists(log);
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setOverrideWorkingDirectory(files.databasePrograms().toFile())
              .setPort(port)
              .setPGStartupWait(LIMIT)
              .setConnectConfig("password", Secrets.password("superuser"))
              .setLocaleConfig("locale", "C")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("unix_socket_directories", "''")
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("max_connections", "100")
              .setServerConfig("shared_buffers", "1GB")
              .setServerConfig("max_wal_size", "4GB")
              .setServerConfig("checkpoint_timeout", "15min")
              .setOutputRedirector(Redirect.appendTo(log.toFile()))
              .setErrorRedirector(Redirect.appendTo(log.toFile()))
              .start();
      Database database = new Database(server);
      database.prepare(data);
      return database;
    } catch (IOException | SQLException | IllegalStateException e) {
      throw new StartFailedException(
          "PostgreSQL could not be started on port "
              + port
              + " (see "
              + log
              + "). It never runs as root; where user namespaces are forbidden, start as an ordinary user. Cause: "
              + e,
          e);
    }
  }

  /** Its port on the loopback address. */
  public int port() {
    return server.getPort();
  }

  /** The database's address for JDBC, without credentials. */
  public String jdbcUrl() {
    return url(NAME);
  }

  /** A connection to the database as one of the roles. */
  public Connection connect(DatabaseRole role) throws SQLException {
    return connect(NAME, role.login(), exchangedPasswords.getOrDefault(role, role.password()));
  }

  /** Gives a role another password. */
  public void exchangePassword(DatabaseRole role, String password) throws SQLException {
    execute("alter role " + role.login() + " password '" + password.replace("'", "''") + "'");
    exchangedPasswords.put(role, password);
  }

  /** A connection to the database with all rights. */
  public Connection connectAsSuperuser() throws SQLException {
    return superuser(NAME);
  }

  /** Executes statements with all rights, one after the other. */
  public void execute(String... statements) throws SQLException {
    try (Connection connection = connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /**
   * A number of rows, with all rights.
   *
   * @param from a table, and which of its rows
   */
  public long count(String from) throws SQLException {
    try (Connection connection = connectAsSuperuser();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("select count(*) from " + from)) {
      count.next();
      return count.getLong(1);
    }
  }

  /** Ends it; running transactions are rolled back. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new StartFailedException("PostgreSQL could not be ended", e);
    }
  }

  private void prepare(Path data) throws SQLException, IOException {
    try (Connection connection = superuser(SUPERUSER);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "alter role " + SUPERUSER + " password '" + Secrets.password("superuser") + "'");
      Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
      statement.execute("select pg_reload_conf()");
      String find = "select from pg_database where datname = '" + NAME + "'";
      boolean exists = statement.executeQuery(find).next();
      if (!exists) {
        statement.execute("create database " + NAME);
      }
    }
    execute(roles(), "alter database " + NAME + " set warn.mode = 'development'");
  }

  private static String roles() {
    String sql = ServerFiles.domainConfig("postgresql/roles.sql");
    for (DatabaseRole role : DatabaseRole.values()) {
      sql = sql.replace(role.placeholder(), role.password());
    }
    return sql;
  }

  private Connection superuser(String database) throws SQLException {
    return connect(database, SUPERUSER, Secrets.password("superuser"));
  }

  /** Not by DriverManager, which knows the drivers of the first class loader that asks only. */
  private Connection connect(String database, String user, String password) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url(database));
    return source.getConnection(user, password);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
  }
}
