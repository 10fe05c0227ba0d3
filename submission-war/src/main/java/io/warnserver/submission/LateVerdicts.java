package io.warnserver.submission;

import io.warnserver.submission.store.SubmissionStore;
import io.warnserver.submission.tan.TanFingerprint;
import io.warnserver.submission.verification.TanVerifier.Question;
import io.warnserver.submission.verification.TanVerifier.Verdict;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Questions to the verification server whose app was told to try again, because there was no answer
 * in time. What comes of them still counts: the TAN is spent.
 */
final class LateVerdicts {

  private final SubmissionStore store;
  private final AtomicInteger open = new AtomicInteger();

  LateVerdicts(SubmissionStore store) {
    this.store = store;
  }

  /**
   * Listens on. Who tries again before the end is known waits for it.
   *
   * @param attempt as the TAN was claimed
   */
  void await(Question question, TanFingerprint print, int attempt) {
    open.incrementAndGet();
    var unused =
        question
            .atLast()
            .thenCompose(
                verdict ->
                    verdict == Verdict.VALID ? store.approve(print) : store.release(print, attempt))
            .whenComplete((done, failure) -> open.decrementAndGet());
  }

  /** How many of them are not settled. */
  int open() {
    return open.get();
  }
}
