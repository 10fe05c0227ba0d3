package io.warnserver.submission.verification;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How much this instance asks the verification server (docs/submission.md, "What is asked, at
 * most"): so many questions at a time, and so many wrong TANs a second, those that were under way
 * when the second was used up being counted against the next. May be used by several threads.
 */
final class AskingBounds {

  /** Why nobody is asked about a TAN. */
  enum NotAsked {
    /** The verification server fails, or cannot be believed. */
    OUTAGE,
    /** As many questions are under way as may be. */
    AT_ONCE,
    /** Too many TANs were wrong: somebody guesses. */
    WRONG
  }

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final int atOnce;
  private final long price;
  private final LongSupplier nanoTime;

  private int asking;
  private long owed;
  private long owedAt;

  /**
   * @param atOnce questions that are not settled, at most
   * @param wrongPerSecond refused TANs a second, at most
   * @param nanoTime as {@link System#nanoTime} gives it
   */
  AskingBounds(int atOnce, int wrongPerSecond, LongSupplier nanoTime) {
    this.atOnce = atOnce;
    this.price = SECOND / wrongPerSecond;
    this.nanoTime = nanoTime;
    this.owedAt = nanoTime.getAsLong();
  }

  /** Why nothing may be asked now; empty: it may. */
  synchronized Optional<NotAsked> refusal() {
    if (asking >= atOnce) {
      return Optional.of(NotAsked.AT_ONCE);
    }
    settle();
    return owed + price > SECOND ? Optional.of(NotAsked.WRONG) : Optional.empty();
  }

  /** The same, and begins a question if it may. */
  synchronized Optional<NotAsked> begin() {
    Optional<NotAsked> refusal = refusal();
    if (refusal.isEmpty()) {
      asking++;
    }
    return refusal;
  }

  /** A question is settled: nobody listens for its answer any more. */
  synchronized void end() {
    asking--;
  }

  /** A TAN was refused. */
  synchronized void wrong() {
    settle();
    owed += price;
  }

  private void settle() {
    long now = nanoTime.getAsLong();
    owed = Math.max(0, owed - (now - owedAt));
    owedAt = now;
  }
}
