package io.warnserver.submission;

/** How a request ends; the only thing about it that the client is told. */
enum Outcome {
  /** Stored, or a fake that looks so. */
  ACCEPTED(200),
  /** A header or the body is wrong. */
  REFUSED(400),
  /** The TAN is not good. */
  FORBIDDEN(403),
  /** The body did not come in time. */
  TOO_SLOW(408),
  /** The body is larger than allowed. */
  TOO_LARGE(413),
  /** The verification server or the database cannot do its part; worth another try. */
  UNAVAILABLE(503);

  private final int status;

  Outcome(int status) {
    this.status = status;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }
}
