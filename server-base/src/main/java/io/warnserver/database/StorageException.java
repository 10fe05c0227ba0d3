package io.warnserver.database;

import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;

/** The database could not do what was asked; the transaction was rolled back. */
public final class StorageException extends RuntimeException {

  /**
   * @param message what was being done; never a value from a row
   * @param cause what the driver or the transaction manager said
   */
  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * What a transaction has failed with, if it is the database's doing: the persistence provider and
   * transaction managers each wrap that in their own way.
   *
   * @param message what was being done; never a value from a row
   * @throws RuntimeException the failure itself, if it is a defect
   */
  public static StorageException of(String message, Exception failure) {
    if (failure instanceof StorageException known) {
      return known;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException || cause instanceof RollbackException) {
        return new StorageException(message, cause);
      }
    }
    if (failure instanceof RuntimeException defect && !(failure instanceof PersistenceException)) {
      throw defect;
    }
    return new StorageException(message, failure);
  }
}
