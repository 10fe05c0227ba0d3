package io.warnserver.submission.base;

import jakarta.servlet.http.HttpServletResponse;

/** How a request ends; the only thing about it that the client is told. */
public enum Outcome {
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
  /** Another media type. */
  UNSUPPORTED(415),
  /** The verification server or the database cannot do its part; worth another try. */
  UNAVAILABLE(503),
  /** A defect of this server. */
  FAILED(500);

  private static final int RETRY_AFTER_SECONDS = 30;

  private final int status;

  Outcome(int status) {
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Writes the whole answer: a status, no body. */
  public void writeTo(HttpServletResponse response) {
    response.setStatus(status);
    if (this == UNAVAILABLE) {
      response.setHeader("Retry-After", String.valueOf(RETRY_AFTER_SECONDS));
    } else if (this == TOO_SLOW) {
      // The rest of the body may still come.
      response.setHeader("Connection", "close");
    }
  }
}
