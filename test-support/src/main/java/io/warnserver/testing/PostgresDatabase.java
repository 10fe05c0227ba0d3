package io.warnserver.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database with the operator's roles, without tables, on a real PostgreSQL that all tests of a
 * process share and that ends with it. Tests look into it as the superuser; the code under test
 * connects as its role.
 */
public final class PostgresDatabase {

  private static final String SUPERUSER = "postgres";

  /** Held for good, so that their levels stay. */
  private static final List<Logger> TALKATIVE =
      List.of(
          Logger.getLogger("io.zonky"), Logger.getLogger("pg"), Logger.getLogger("org.flywaydb"));

  private static final AtomicInteger COUNT = new AtomicInteger();

  private static PostgresDatabase migrated;

  private final String name;
  private final Connection superuser;

  private PostgresDatabase(String name) throws SQLException {
    this.name = name;
    superuser = dataSource(name, SUPERUSER).getConnection();
  }

  /** A new one. */
  public static PostgresDatabase withRoles() {
    String name = "warn" + COUNT.incrementAndGet();
    try (Connection first = dataSource(SUPERUSER, SUPERUSER).getConnection();
        Statement statement = first.createStatement()) {
      statement.execute("create database " + name);
      PostgresDatabase database = new PostgresDatabase(name);
      database.execute(roles());
      return database;
    } catch (SQLException e) {
      throw new IllegalStateException("a test database could not be made", e);
    }
  }

  /**
   * The one with tables; tests clear those that they use.
   *
   * @param migration makes them, as the role that owns them; the first caller's is used
   */
  public static synchronized PostgresDatabase migrated(Consumer<DataSource> migration) {
    if (migrated == null) {
      PostgresDatabase database = withRoles();
      migration.accept(database.as("warn_migration"));
      migrated = database;
    }
    return migrated;
  }

  /** The roles' file with a password for everybody; this PostgreSQL asks for none. */
  private static String roles() {
    try (InputStream in =
        PostgresDatabase.class.getResourceAsStream("/domain-config/postgresql/roles.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replaceAll("\\$\\{[A-Z_]+}", "test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connections as a role; each one is new. */
  public DataSource as(String role) {
    return dataSource(name, role);
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Where another process finds it. */
  public String url() {
    return url(name);
  }

  /** Work on a connection that belongs to a transaction. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T on(Connection connection) throws SQLException;
  }

  /** A transaction of the database itself, as a role; what throws is rolled back. */
  public <T> T transaction(String role, Work<T> work) throws SQLException {
    try (Connection connection = as(role).getConnection()) {
      connection.setAutoCommit(false);
      // Closing rolls back what was not committed.
      T result = work.on(connection);
      connection.commit();
      return result;
    }
  }

  /** Executes one or more statements as the superuser. */
  public void execute(String sql) {
    try (Statement statement = superuser.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Executes one or more statements as a role, on a connection of its own. */
  public void execute(String role, String sql) throws SQLException {
    try (Connection connection = as(role).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of a query by the superuser, the columns of each joined by a blank. */
  public List<String> rows(String sql) {
    try (Statement statement = superuser.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(result.getString(column));
        }
        rows.add(String.join(" ", row));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The number that a query gives. */
  public int number(String sql) {
    return Integer.parseInt(rows(sql).get(0));
  }

  /** As if the instances that hold them had died long ago. */
  public void letLeasesRunOut() {
    execute("update lease set expires_at = clock_timestamp() - interval '1 second'");
  }

  private static PGSimpleDataSource dataSource(String database, String role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url(database));
    source.setUser(role);
    source.setPassword("test");
    if (role.equals(SUPERUSER)) {
      source.setCurrentSchema("warn");
    }
    return source;
  }

  private static String url(String database) {
    return "jdbc:postgresql://localhost:" + Server.INSTANCE.getPort() + "/" + database;
  }

  private static final class Server {

    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      TALKATIVE.forEach(logger -> logger.setLevel(Level.SEVERE));
      try {
        return EmbeddedPostgres.builder()
            .setLocaleConfig("locale", "C")
            .setServerConfig("unix_socket_directories", "''")
            .setServerConfig("fsync", "off")
            .setServerConfig("full_page_writes", "off")
            .setServerConfig("wal_level", "minimal")
            .setServerConfig("max_wal_senders", "0")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
