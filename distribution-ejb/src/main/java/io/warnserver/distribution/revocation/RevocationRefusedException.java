package io.warnserver.distribution.revocation;

import jakarta.ejb.ApplicationException;

/** An order that names what is not there; nothing was written down. */
@ApplicationException
public final class RevocationRefusedException extends RuntimeException {

  /** Why. */
  public enum Reason {
    /** There is no such package. */
    NO_SUCH_PACKAGE,
    /** A key that was named is not in the package that was named. */
    KEYS_NOT_IN_PACKAGE
  }

  private final Reason reason;

  /**
   * @param message for operators; without key data
   */
  RevocationRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
