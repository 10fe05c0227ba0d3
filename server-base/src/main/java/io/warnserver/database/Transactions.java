package io.warnserver.database;

import jakarta.persistence.EntityManager;
import java.util.function.Consumer;

/**
 * Runs pieces of work on the entity manager of a persistence unit, each in a transaction of its
 * own: all of it happens, or nothing.
 */
public interface Transactions {

  /** Work in a transaction. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it. */
    T on(EntityManager entities);
  }

  /**
   * Runs the work and commits; rolls back if it throws, and throws the same. A bean of the
   * container lets come what the database, the persistence provider or the transaction manager
   * fails with, as they throw it ({@link StorageException#of}); {@link ContainerTransactions}
   * throws a {@link StorageException}.
   */
  <T> T call(Work<T> work);

  /** The same as {@link #call} for work that gives nothing. */
  default void run(Consumer<EntityManager> work) {
    call(
        entities -> {
          work.accept(entities);
          return null;
        });
  }
}
