package io.warnserver.distribution.testing;

import io.warnserver.database.StorageException;
import io.warnserver.database.Transactions;
import io.warnserver.testing.LocalUnit;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Transactions on one connection, as strict as the container's: no transaction within another. Can
 * fail at a chosen one, before it begins or after its commit.
 */
public final class TestTransactions implements Transactions {

  private final Connection connection;
  private boolean open;
  private int calls;
  private int failingCall;
  private FailureTime failureTime = FailureTime.BEFORE;

  TestTransactions(Connection connection) {
    this.connection = connection;
  }

  /** Of the distribution's role, of an instance that has a connection of its own. */
  public static TestTransactions connect(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser("warn_distribution");
    source.setPassword("test");
    try {
      Connection connection = source.getConnection();
      connection.setAutoCommit(false);
      return new TestTransactions(connection);
    } catch (SQLException e) {
      throw new StorageException("cannot connect", e);
    }
  }

  /** As if this process had died: the database is told nothing. */
  public void breakConnection() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      throw new StorageException("the connection could not be broken", e);
    }
  }

  /** How many there have been since the last {@link #failAt}. */
  public int calls() {
    return calls;
  }

  /** Counts from one, now. 0 never fails. */
  public void failAt(int call, FailureTime time) {
    calls = 0;
    failingCall = call;
    failureTime = time;
  }

  @Override
  public <T> T call(Work<T> work) {
    if (open) {
      throw new IllegalStateException("a transaction within a transaction");
    }
    calls++;
    failIfNow(FailureTime.BEFORE);
    open = true;
    try {
      T result = inTransaction(work);
      failIfNow(FailureTime.AFTER);
      return result;
    } catch (SQLException | RuntimeException e) {
      throw StorageException.of("the transaction failed", e);
    } finally {
      open = false;
    }
  }

  private <T> T inTransaction(Work<T> work) throws SQLException {
    boolean done = false;
    try {
      T result = LocalUnit.named("distribution").on(connection, work::on);
      done = true;
      return result;
    } finally {
      if (done) {
        connection.commit();
      } else {
        connection.rollback();
      }
    }
  }

  private void failIfNow(FailureTime time) {
    if (calls == failingCall && time == failureTime) {
      throw new StorageException("the database is gone, as this test wants", null);
    }
  }
}
