package io.warnserver.keys.store;

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
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database with the operator's roles on a real PostgreSQL that all tests of this module share; it
 * ends with the process.
 */
public final class TestDatabase {

  /** Held for good, so that their levels stay. */
  private static final List<Logger> TALKATIVE =
      List.of(Logger.getLogger("io.zonky"), Logger.getLogger("org.flywaydb"));

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final int port;
  private final String name;

  private TestDatabase(int port, String name) {
    this.port = port;
    this.name = name;
  }

  /** A new database with roles and an empty schema. */
  public static TestDatabase empty() throws SQLException {
    int port = Server.INSTANCE.getPort();
    String name = "warn" + COUNT.incrementAndGet();
    new TestDatabase(port, "postgres").execute("postgres", "create database " + name);
    TestDatabase database = new TestDatabase(port, name);
    database.execute("postgres", roles());
    return database;
  }

  /** The one database with the schema of this version, for tests that clear the tables they use. */
  public static TestDatabase migrated() {
    return Migrated.INSTANCE;
  }

  /** Connections as a role; each one is new. */
  public DataSource as(String role) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setServerNames(new String[] {"localhost"});
    dataSource.setPortNumbers(new int[] {port});
    dataSource.setDatabaseName(name);
    dataSource.setUser(role);
    return dataSource;
  }

  /** Runs one or more statements as a role. */
  public void execute(String role, String sql) throws SQLException {
    try (Connection connection = as(role).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of a query's rows, as text, with all rights. */
  public List<String> query(String sql) throws SQLException {
    try (Connection connection = as("postgres").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = warn");
      try (ResultSet rows = statement.executeQuery(sql)) {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
          values.add(rows.getString(1));
        }
        return values;
      }
    }
  }

  /** The database's name. */
  public String name() {
    return name;
  }

  /** The roles' file with a password for everybody; this PostgreSQL asks for none. */
  private static String roles() {
    try (InputStream in =
        TestDatabase.class.getResourceAsStream("/domain-config/postgresql/roles.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replaceAll("\\$\\{WARN_[A-Z]+_PASSWORD\\}", "test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Migrated {

    static final TestDatabase INSTANCE = make();

    private static TestDatabase make() {
      try {
        TestDatabase database = empty();
        new Schema(database.as("warn_migration")).migrate();
        return database;
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
