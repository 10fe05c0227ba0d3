package io.warnserver.federation.testing;

import io.warnserver.database.Schema;
import io.warnserver.database.StorageException;
import io.warnserver.database.Transactions;
import io.warnserver.testing.LocalUnit;
import io.warnserver.testing.PostgresDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A real PostgreSQL with the real roles and the real schema, started once for all tests. Tests look
 * into it as the superuser; the code under test connects as its role, and can be interrupted at a
 * chosen transaction.
 */
public final class TestDatabase implements Transactions {

  private static final TestDatabase SHARED = start();

  private final PostgresDatabase database;
  private final Connection federation;
  private Interruptions interruptions = new Interruptions();
  private int statements;

  private TestDatabase(PostgresDatabase database) throws SQLException {
    this.database = database;
    federation = newConnection();
  }

  private static TestDatabase start() {
    Quiet.please();
    try {
      return new TestDatabase(PostgresDatabase.migrated(role -> new Schema(role).migrate()));
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
    T result = inTransaction(counted(federation), work);
    interruptions.after();
    return result;
  }

  private Connection counted(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            TestDatabase.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) -> {
              statements += method.getName().equals("prepareStatement") ? 1 : 0;
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** How many statements the code under test has made so far. */
  public int statements() {
    return statements;
  }

  private static <T> T inTransaction(Connection connection, Work<T> work) {
    try {
      boolean done = false;
      try {
        T result = LocalUnit.named("federation").on(connection, work::on);
        done = true;
        return result;
      } finally {
        if (done) {
          connection.commit();
        } else {
          connection.rollback();
        }
      }
    } catch (SQLException | RuntimeException e) {
      throw StorageException.of("the transaction failed", e);
    }
  }

  /** Another instance's transactions. */
  public Transactions other() {
    try {
      Connection connection = newConnection();
      return new Transactions() {
        @Override
        public <T> T call(Work<T> work) {
          return inTransaction(connection, work);
        }
      };
    } catch (SQLException e) {
      throw new StorageException("cannot connect", e);
    }
  }

  private Connection newConnection() throws SQLException {
    Connection connection = database.as("warn_federation").getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  /** The rows of a query, the columns of each joined by a blank. */
  public List<String> rows(String sql) {
    return database.rows(sql);
  }

  /** The number that a query gives. */
  public int number(String sql) {
    return database.number(sql);
  }

  /** Executes as the superuser. */
  public void execute(String sql) {
    database.execute(sql);
  }

  /** As if the instances that hold them had died long ago. */
  public void letLeasesRunOut() {
    database.letLeasesRunOut();
  }
}
