package io.warnserver.federation.testing;

import io.warnserver.keys.store.Schema;
import io.warnserver.keys.store.StorageException;
import io.warnserver.keys.store.Transactions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL with the real roles and the real schema, started once for all tests. Tests look
 * into it as the superuser; the code under test connects as its role, and can be interrupted at a
 * chosen transaction.
 */
public final class TestDatabase implements Transactions {

  private static final String NAME = "warn";
  private static final Path ROLES = Path.of("..", "domain-config", "postgresql", "roles.sql");
  private static final TestDatabase SHARED = start();

  private final EmbeddedPostgres server;
  private final Connection superuser;
  private Connection federation;
  private Interruptions interruptions = new Interruptions();

  private TestDatabase(EmbeddedPostgres server) throws SQLException, IOException {
    this.server = server;
    try (Connection first = dataSource("postgres", "postgres").getConnection();
        Statement statement = first.createStatement()) {
      statement.execute("create database " + NAME);
    }
    superuser = dataSource(NAME, "postgres").getConnection();
    execute(Files.readString(ROLES).replaceAll("\\$\\{[A-Z_]+}", "test"));
    execute("alter role postgres set search_path = warn");
    execute("set search_path = warn");
    new Schema(dataSource(NAME, "warn_migration")).migrate();
    federation = newConnection();
  }

  private static TestDatabase start() {
    Quiet.please();
    try {
      return new TestDatabase(
          EmbeddedPostgres.builder()
              .setLocaleConfig("locale", "C")
              .setServerConfig("unix_socket_directories", "''")
              .setServerConfig("fsync", "off")
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new StorageException("the test database could not be set up", e);
    }
  }

  /** The one, without rows. */
  public static TestDatabase cleared() {
    for (String table :
        List.of(
            "incoming_key",
            "federation_upload_key",
            "federation_outgoing_key",
            "federation_upload_batch",
            "federation_download_batch",
            "federation_callback_hint",
            "revoked_key",
            "lease")) {
      SHARED.execute("delete from " + table);
    }
    SHARED.execute(
        "update federation_download_position set last_tag = null, next_tag = null,"
            + " followed_at = null");
    SHARED.interruptions = new Interruptions();
    return SHARED;
  }

  /** What interrupts the transactions. */
  public void interruptedBy(Interruptions by) {
    interruptions = by;
  }

  @Override
  public <T> T call(Work<T> work) {
    interruptions.before("transaction");
    T result = inTransaction(work);
    interruptions.after();
    return result;
  }

  private <T> T inTransaction(Work<T> work) {
    boolean done = false;
    try {
      T result = work.on(federation);
      done = true;
      return result;
    } catch (SQLException e) {
      throw new StorageException("the transaction failed", e);
    } finally {
      end(done);
    }
  }

  private void end(boolean commit) {
    try {
      if (commit) {
        federation.commit();
      } else {
        federation.rollback();
      }
    } catch (SQLException e) {
      throw new StorageException("the transaction could not be ended", e);
    }
  }

  /** Another instance's transactions. */
  public Transactions other() {
    try {
      Connection connection = newConnection();
      return new Transactions() {
        @Override
        public <T> T call(Work<T> work) {
          try {
            T result = work.on(connection);
            connection.commit();
            return result;
          } catch (SQLException e) {
            throw new StorageException("the transaction failed", e);
          }
        }
      };
    } catch (SQLException e) {
      throw new StorageException("cannot connect", e);
    }
  }

  private Connection newConnection() throws SQLException {
    Connection connection = dataSource(NAME, "warn_federation").getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  /** The rows of a query, the columns of each joined by a blank. */
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
      throw new StorageException(sql, e);
    }
  }

  /** The number that a query gives. */
  public int number(String sql) {
    return Integer.parseInt(rows(sql).get(0));
  }

  /** Executes as the superuser. */
  public void execute(String sql) {
    try (Statement statement = superuser.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new StorageException(sql, e);
    }
  }

  /** As if the instance that holds it had died long ago. */
  public void letLeasesRunOut() {
    execute("update lease set expires_at = clock_timestamp() - interval '1 second'");
  }

  private PGSimpleDataSource dataSource(String database, String role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl("jdbc:postgresql://localhost:" + server.getPort() + "/" + database);
    source.setUser(role);
    source.setPassword("test");
    return source;
  }
}
