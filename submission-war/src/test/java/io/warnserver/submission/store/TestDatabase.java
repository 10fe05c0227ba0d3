package io.warnserver.submission.store;

import io.warnserver.keys.store.Schema;
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
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The schema on a real PostgreSQL that the tests of this module share; it ends with them. */
final class TestDatabase {

  /** Held for good, so that their levels stay. */
  private static final List<Logger> TALKATIVE =
      List.of(Logger.getLogger("io.zonky"), Logger.getLogger("org.flywaydb"));

  private static final EmbeddedPostgres SERVER = start();

  private TestDatabase() {}

  private static EmbeddedPostgres start() {
    TALKATIVE.forEach(logger -> logger.setLevel(Level.SEVERE));
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setLocaleConfig("locale", "C")
              .setServerConfig("unix_socket_directories", "''")
              .setServerConfig("fsync", "off")
              .start();
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(roles());
      }
      new Schema(dataSource(server, "warn_migration")).migrate();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String roles() throws IOException {
    try (InputStream in =
        TestDatabase.class.getResourceAsStream("/domain-config/postgresql/roles.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replaceAll("\\$\\{WARN_[A-Z]+_PASSWORD\\}", "test");
    }
  }

  private static DataSource dataSource(EmbeddedPostgres server, String role) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setServerNames(new String[] {"localhost"});
    dataSource.setPortNumbers(new int[] {server.getPort()});
    dataSource.setDatabaseName("postgres");
    dataSource.setUser(role);
    return dataSource;
  }

  /** Connections as the role that submits; each one is new. */
  static DataSource submission() {
    return dataSource(SERVER, "warn_submission");
  }

  /** With all rights, for what a test looks at or disturbs. */
  static Connection owner() throws SQLException {
    return dataSource(SERVER, "warn_migration").getConnection();
  }

  static void execute(String sql) throws SQLException {
    try (Connection connection = owner();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of a query's rows, as text. */
  static List<String> query(String sql) throws SQLException {
    try (Connection connection = owner();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}
