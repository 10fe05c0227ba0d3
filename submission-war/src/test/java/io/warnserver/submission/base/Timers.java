package io.warnserver.submission.base;

import java.util.Collection;

/** What is due later, for tests of other packages. */
public final class Timers {

  private Timers() {}

  /** All that has neither run nor been cancelled. */
  public static Collection<Runnable> of(SubmissionThreads threads) {
    return threads.scheduler.getQueue();
  }
}
