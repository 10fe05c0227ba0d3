package io.warnserver.local.play;

/**
 * The application did not do what the play asked of it; the message says at which step and what it
 * answered.
 */
public final class PlayFailedException extends RuntimeException {

  /** A failure that the message explains completely. */
  public PlayFailedException(String message) {
    super(message);
  }

  /** A failure with the exception behind it. */
  public PlayFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
