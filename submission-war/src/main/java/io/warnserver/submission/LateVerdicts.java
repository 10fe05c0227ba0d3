package io.warnserver.submission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.parts.Part;
import io.warnserver.submission.store.SubmissionStore;
import io.warnserver.submission.tan.TanFingerprint;
import io.warnserver.submission.verification.TanVerifier.Question;
import io.warnserver.submission.verification.TanVerifier.Verdict;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Questions to the verification server whose app was told to try again, because there was no answer
 * in time. What comes of them still counts: the TAN is spent.
 */
@Part
final class LateVerdicts {

  private final SubmissionStore store;
  private final AtomicInteger open = new AtomicInteger();

  @Inject
  LateVerdicts(SubmissionStore store, MeterRegistry metrics) {
    this(store);
    Gauge.builder("warn.submission.verdicts.awaited", this::open)
        .description(
            "Questions to the verification server that are not settled, although the app has been told to try again")
        .register(metrics);
  }

  LateVerdicts(SubmissionStore store) {
    this.store = store;
  }

  /**
   * Listens on. Who tries again before the end is known waits for it.
   *
   * @param attempt as the TAN was claimed
   */
  void await(Question question, TanFingerprint fingerprint, int attempt) {
    open.incrementAndGet();
    var unused =
        question
            .atLast()
            .thenCompose(
                verdict ->
                    verdict == Verdict.VALID
                        ? store.approve(fingerprint)
                        : store.release(fingerprint, attempt))
            .whenComplete((done, failure) -> open.decrementAndGet());
  }

  /** How many of them are not settled. */
  int open() {
    return open.get();
  }
}
