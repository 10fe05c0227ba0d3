package io.warnserver.database;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * Transactions in which work has the entity manager or, where it streams rows, a connection; never
 * both in one. What fails in the database comes as {@link StorageException}.
 */
public interface Transactions extends EntityTransactions {

  /** Work on a connection that belongs to the transaction; it neither commits nor closes it. */
  @FunctionalInterface
  interface ConnectionWork<T> {
    /** Does it. */
    T on(Connection connection) throws SQLException;
  }

  /**
   * Runs the work and commits; rolls back if it throws.
   *
   * @throws StorageException if the database fails or the commit does
   */
  <T> T onConnection(ConnectionWork<T> work);

  /** The same as {@link #call} for work that gives nothing. */
  default void run(Consumer<EntityManager> work) {
    call(
        entities -> {
          work.accept(entities);
          return null;
        });
  }
}
