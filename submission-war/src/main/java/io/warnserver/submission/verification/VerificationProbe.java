package io.warnserver.submission.verification;

import io.warnserver.submission.verification.TanVerifier.Verdict;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * When the verification server is asked about a TAN that nobody has: at the start and in an outage
 * whenever the circuit breaker lets a question through, otherwise now and then, because it may
 * begin to accept anything at any time.
 */
public final class VerificationProbe {

  private final HttpTanVerifier verifier;
  private final Duration interval;
  private final LongSupplier nanoTime;
  private final Consumer<Duration> answered;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile long last;

  /**
   * @param interval between two questions in good times
   * @param nanoTime as {@link System#nanoTime} gives it
   * @param answered told how long each good answer took
   */
  public VerificationProbe(
      HttpTanVerifier verifier,
      Duration interval,
      LongSupplier nanoTime,
      Consumer<Duration> answered) {
    this.verifier = verifier;
    this.interval = interval;
    this.nanoTime = nanoTime;
    this.answered = answered;
    this.last = nanoTime.getAsLong();
  }

  /** Asks, if it is time to and the last question is answered; to be called every second. */
  public void askIfDue() {
    if (isDue() && asking.compareAndSet(false, true)) {
      long begin = nanoTime.getAsLong();
      last = begin;
      var unused =
          verifier
              .probe()
              .whenComplete(
                  (verdict, failure) -> {
                    if (verdict == Verdict.INVALID) {
                      answered.accept(Duration.ofNanos(nanoTime.getAsLong() - begin));
                    }
                    asking.set(false);
                  });
    }
  }

  /** Whether a question of it is not answered yet. */
  boolean isAsking() {
    return asking.get();
  }

  private boolean isDue() {
    return verifier.isOutage() || nanoTime.getAsLong() - last >= interval.toNanos();
  }
}
