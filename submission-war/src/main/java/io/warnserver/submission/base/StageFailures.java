package io.warnserver.submission.base;

import java.util.concurrent.CompletionException;
import java.util.logging.Logger;

/** What stages have failed for. */
public final class StageFailures {

  private static final Logger LOG = Logger.getLogger(StageFailures.class.getName());

  private StageFailures() {}

  /** The failure itself, which a later stage gets within another one. */
  public static Throwable causeOf(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** Logs a defect, by its class and place: its message may repeat what the client sent. */
  public static Outcome defect(Throwable failure) {
    Throwable defect = causeOf(failure);
    StackTraceElement[] trace = defect.getStackTrace();
    String what = defect.getClass().getName() + " at " + (trace.length == 0 ? "?" : trace[0]);
    LOG.severe("A submission failed unexpectedly: " + what);
    return Outcome.FAILED;
  }
}
