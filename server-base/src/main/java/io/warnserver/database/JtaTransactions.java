package io.warnserver.database;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Transactions of the container, on one of its data sources. */
public final class JtaTransactions implements Transactions {

  private final UserTransaction userTransaction;
  private final DataSource dataSource;
  private final Duration timeout;

  /**
   * @param userTransaction the container's
   * @param dataSource a JTA data source
   * @param timeout after which the container rolls a transaction back
   */
  public JtaTransactions(UserTransaction userTransaction, DataSource dataSource, Duration timeout) {
    this.userTransaction = userTransaction;
    this.dataSource = dataSource;
    this.timeout = timeout;
  }

  @Override
  public <T> T call(Work<T> work) {
    try {
      userTransaction.setTransactionTimeout(Math.toIntExact(timeout.toSeconds()));
      userTransaction.begin();
      boolean done = false;
      try (Connection connection = dataSource.getConnection()) {
        T result = work.on(connection);
        done = true;
        return result;
      } finally {
        end(done);
        // The thread is the container's: whoever has it next must not inherit the timeout.
        userTransaction.setTransactionTimeout(0);
      }
    } catch (SQLException
        | NotSupportedException
        | SystemException
        | RollbackException
        | HeuristicMixedException
        | HeuristicRollbackException e) {
      throw new StorageException("the transaction failed", e);
    }
  }

  private void end(boolean done)
      throws SystemException,
          RollbackException,
          HeuristicMixedException,
          HeuristicRollbackException {
    if (done) {
      userTransaction.commit();
    } else {
      userTransaction.rollback();
    }
  }
}
