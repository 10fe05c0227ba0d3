package io.warnserver.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Transactions of the database itself, for tests outside a container. */
public final class LocalTransactions implements Transactions {

  private final DataSource dataSource;

  /**
   * @param dataSource not in a container
   */
  public LocalTransactions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public <T> T call(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      // Closing rolls back what was not committed.
      T result = work.on(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw new StorageException("the transaction failed", e);
    }
  }
}
