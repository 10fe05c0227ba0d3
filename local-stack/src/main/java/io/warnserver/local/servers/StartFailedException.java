package io.warnserver.local.servers;

/**
 * A part of the local stack could not be started or has ended; the message says which, why and what
 * to do.
 */
public final class StartFailedException extends RuntimeException {

  /** A failure that the message explains completely. */
  public StartFailedException(String message) {
    super(message);
  }

  /** A failure with the exception behind it. */
  public StartFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
