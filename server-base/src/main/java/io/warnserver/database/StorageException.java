package io.warnserver.database;

/** The database could not do what was asked; the transaction was rolled back. */
public final class StorageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was being done; never a value from a row
   * @param cause what the driver or the transaction manager said
   */
  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
