package io.warnserver.distribution.store;

/** The object store did not do what was asked. */
public final class ObjectStoreException extends RuntimeException {

  private final boolean passing;

  /**
   * @param message what was being done
   * @param cause why it failed; may be null
   * @param passing whether the same request may succeed later: the store could not be reached, or
   *     was busy
   */
  public ObjectStoreException(String message, Throwable cause, boolean passing) {
    super(message, cause);
    this.passing = passing;
  }

  /** Whether the same request may succeed later. */
  public boolean passing() {
    return passing;
  }
}
