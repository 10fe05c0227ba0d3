package io.warnserver.submission;

import io.warnserver.parts.Part;
import io.warnserver.submission.base.SubmissionSettings;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests whose body has come and that are not answered yet, up to a bound. */
@Part
public final class RequestsInFlight {

  private final int max;
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean closed;

  @Inject
  RequestsInFlight(SubmissionSettings settings, SubmissionMetrics metrics) {
    max = settings.maxInFlight();
    metrics.show(
        "warn.submission.in.flight",
        "Requests whose body has come and that are not answered yet",
        count);
  }

  /** Whether there is room for one more; it must {@link #leave()} then. */
  public boolean enter() {
    int now = count.incrementAndGet();
    // Looked at after it was counted: who waits for the last one either counts it or turns it away.
    if (now > max || closed) {
      count.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Lets nobody in any more. */
  public void close() {
    closed = true;
  }

  /** Whether nobody is let in any more. */
  public boolean isClosed() {
    return closed;
  }

  /** One has been answered. */
  public void leave() {
    count.decrementAndGet();
  }

  /** How many there are. */
  public int count() {
    return count.get();
  }
}
