package io.warnserver.database;

import jakarta.persistence.EntityManager;

/**
 * Runs pieces of work on the entity manager of a persistence unit, each in a transaction of its
 * own: all of it happens, or nothing.
 */
public interface EntityTransactions {

  /** Work in a transaction. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it. */
    T on(EntityManager entityManager);
  }

  /**
   * Runs the work and commits; rolls back if it throws, and throws the same. What the database, the
   * persistence provider or the transaction manager fails with comes as they throw it: see {@link
   * StorageException#of}.
   */
  <T> T call(Work<T> work);
}
