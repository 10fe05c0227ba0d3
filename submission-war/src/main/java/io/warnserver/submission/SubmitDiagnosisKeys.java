package io.warnserver.submission;

import io.warnserver.parts.Part;
import io.warnserver.submission.AnswerDeadlines.Deadline;
import io.warnserver.submission.base.Outcome;
import io.warnserver.submission.base.RefusedException;
import io.warnserver.submission.base.StageFailures;
import io.warnserver.submission.payload.PayloadParser;
import io.warnserver.submission.payload.Submission;
import io.warnserver.submission.tan.Tan;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Takes a request, real or fake: everything that can be refused without the verification server is
 * refused before it is asked, because asking spends the TAN. When the answer leaves is fixed before
 * it is known whether the request is real.
 */
@Part
public final class SubmitDiagnosisKeys {

  private final PayloadParser parser;
  private final VerifyAndStore verifyAndStore;
  private final AnswerDeadlines deadlines;
  private final Clock clock;
  private final SubmissionMetrics metrics;

  @Inject
  SubmitDiagnosisKeys(
      PayloadParser parser,
      VerifyAndStore verifyAndStore,
      AnswerDeadlines deadlines,
      Clock clock,
      SubmissionMetrics metrics) {
    this.parser = parser;
    this.verifyAndStore = verifyAndStore;
    this.deadlines = deadlines;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * What a request is answered at its deadline.
   *
   * @param deadline when, and whether it is served
   * @param outcome of what is done for it, which may take longer than the deadline; never fails
   */
  public record Answer(Deadline deadline, CompletableFuture<Outcome> outcome) {

    /** What is known now: what is not done yet is worth another try, and goes on meanwhile. */
    public Outcome now() {
      return outcome.getNow(Outcome.UNAVAILABLE);
    }
  }

  /**
   * Begins to do everything, without waiting for any of it. To be called when all of the request
   * has come.
   *
   * @param header {@code cwa-authorization}, if sent
   */
  public Answer submit(boolean fake, Optional<String> header, byte[] body) {
    Deadline deadline = deadlines.ofArrival();
    return new Answer(
        deadline, outcome(fake, header, body, deadline).exceptionally(StageFailures::defect));
  }

  private CompletableFuture<Outcome> outcome(
      boolean fake, Optional<String> header, byte[] body, Deadline deadline) {
    try {
      Optional<Tan> tan = tan(fake, header);
      Submission submission = parser.parse(body, fake, clock.instant());
      return fake
          ? CompletableFuture.completedFuture(
              deadline.serves() ? Outcome.ACCEPTED : Outcome.UNAVAILABLE)
          : verifyAndStore.take(tan.orElseThrow(), submission, deadline);
    } catch (RefusedException e) {
      metrics.refused(e.rule());
      return CompletableFuture.completedFuture(e.outcome());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Optional<Tan> tan(boolean fake, Optional<String> header) throws RefusedException {
    Optional<String> authorization = header.map(String::strip).filter(text -> !text.isEmpty());
    if (!fake && authorization.isEmpty()) {
      throw new RefusedException("AuthorizationPresent", Outcome.REFUSED);
    }
    Optional<Tan> tan = authorization.flatMap(Tan::ofHeader);
    if (authorization.isPresent() && tan.isEmpty()) {
      throw new RefusedException("TanIsRandomUuid", Outcome.FORBIDDEN);
    }
    return tan;
  }
}
