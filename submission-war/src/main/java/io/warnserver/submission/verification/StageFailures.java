package io.warnserver.submission.verification;

import java.util.concurrent.CompletionException;

/** What stages have failed for. */
public final class StageFailures {

  private StageFailures() {}

  /** The failure itself, which a later stage gets within another one. */
  public static Throwable causeOf(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
