package io.warnserver.submission.http;

import io.warnserver.submission.answers.Outcome;
import io.warnserver.submission.verification.StageFailures;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Answers a defect of this server with 500 and no text. Its log line names the exception's class
 * and place but not its message, which may repeat what the client sent.
 */
@Provider
public class BareFailures implements ExceptionMapper<RuntimeException> {

  private static final Logger LOG = Logger.getLogger(BareFailures.class.getName());

  @Override
  public Response toResponse(RuntimeException exception) {
    return Response.status(outcome(exception).status()).build();
  }

  /** What a request ends with that failed for a defect, after a line in the log. */
  static Outcome outcome(RuntimeException exception) {
    Throwable defect = StageFailures.causeOf(exception);
    StackTraceElement[] trace = defect.getStackTrace();
    LOG.log(
        Level.SEVERE,
        "A submission failed unexpectedly: {0} at {1}",
        new Object[] {defect.getClass().getName(), trace.length == 0 ? "?" : trace[0]});
    return Outcome.FAILED;
  }
}
