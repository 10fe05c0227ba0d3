package io.warnserver.distribution.store;

/** The object store did not do what was asked, after all tries. */
public final class ObjectStoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was being done
   * @param cause why it failed; may be null
   */
  public ObjectStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
