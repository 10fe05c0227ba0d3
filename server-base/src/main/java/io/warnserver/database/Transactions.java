package io.warnserver.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs pieces of work, each in a transaction of its own: all of it happens, or nothing. */
public interface Transactions {

  /** Work on a connection that belongs to the transaction; it neither commits nor closes it. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it. */
    T on(Connection connection) throws SQLException;
  }

  /**
   * Runs the work and commits; rolls back if it throws.
   *
   * @throws StorageException if the database fails or the commit does
   */
  <T> T call(Work<T> work);
}
