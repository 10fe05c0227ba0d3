package io.warnserver.submission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.parts.Part;
import io.warnserver.submission.VerifyAndStore.Taken;
import io.warnserver.submission.answers.AnswerDeadlines;
import io.warnserver.submission.answers.AnswerDeadlines.Deadline;
import io.warnserver.submission.answers.Outcome;
import io.warnserver.submission.payload.PayloadParser;
import io.warnserver.submission.payload.PayloadRefusedException;
import io.warnserver.submission.payload.Submission;
import io.warnserver.submission.tan.Tan;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

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
  private final AtomicInteger unfinished = new AtomicInteger();

  @Inject
  SubmitDiagnosisKeys(
      PayloadParser parser,
      VerifyAndStore verifyAndStore,
      AnswerDeadlines deadlines,
      Clock clock,
      SubmissionMetrics metrics,
      MeterRegistry registry) {
    this.parser = parser;
    this.verifyAndStore = verifyAndStore;
    this.deadlines = deadlines;
    this.clock = clock;
    this.metrics = metrics;
    Gauge.builder("warn.submission.unfinished", unfinished::get)
        .description("Real submissions that something is still done for, answered or not")
        .register(registry);
  }

  /**
   * What a request is answered at its deadline.
   *
   * @param deadline when, and whether it is served
   * @param outcome of what is done for it, which may take longer than the deadline
   */
  public record Answer(Deadline deadline, CompletableFuture<Outcome> outcome) {

    /** What is known now: what is not done yet is worth another try, and goes on meanwhile. */
    public Outcome now() {
      return outcome.getNow(Outcome.UNAVAILABLE);
    }
  }

  /** How many real submissions something is still done for. */
  int unfinished() {
    return unfinished.get();
  }

  /**
   * Begins to do everything, without waiting for any of it. To be called when all of the request
   * has come.
   *
   * @param header {@code cwa-authorization}, if sent
   */
  public Answer submit(boolean fake, Optional<String> header, byte[] body) {
    long arrived = System.nanoTime();
    Deadline deadline = deadlines.ofArrival();
    return new Answer(deadline, outcome(fake, header, body, arrived, deadline));
  }

  private CompletableFuture<Outcome> outcome(
      boolean fake, Optional<String> header, byte[] body, long arrived, Deadline deadline) {
    Optional<String> authorization = header.map(String::strip).filter(text -> !text.isEmpty());
    if (!fake && authorization.isEmpty()) {
      return refused("AuthorizationPresent", Outcome.REFUSED);
    }
    Optional<Tan> tan = authorization.flatMap(Tan::ofHeader);
    if (authorization.isPresent() && tan.isEmpty()) {
      return refused("TanIsRandomUuid", Outcome.FORBIDDEN);
    }
    Instant now = clock.instant();
    Submission submission;
    try {
      submission = parser.parse(body, fake, now);
    } catch (PayloadRefusedException e) {
      return refused(e.rule(), Outcome.REFUSED);
    }
    if (fake) {
      return CompletableFuture.completedFuture(
          deadline.serves() ? Outcome.ACCEPTED : Outcome.UNAVAILABLE);
    } else if (!deadline.serves()) {
      verifyAndStore.turnAway();
      return CompletableFuture.completedFuture(Outcome.UNAVAILABLE);
    }
    return real(tan.orElseThrow(), submission, now, arrived, deadline);
  }

  private CompletableFuture<Outcome> real(
      Tan tan, Submission submission, Instant now, long arrived, Deadline deadline) {
    unfinished.incrementAndGet();
    CompletionStage<Taken> taking;
    try {
      taking = verifyAndStore.take(tan, submission, now, deadline.nanos());
    } catch (RuntimeException e) {
      unfinished.decrementAndGet();
      throw e;
    }
    return taking
        .whenComplete((taken, failure) -> unfinished.decrementAndGet())
        .thenApply(taken -> measured(taken, arrived))
        .toCompletableFuture();
  }

  private Outcome measured(Taken taken, long arrived) {
    Duration time = Duration.ofNanos(System.nanoTime() - arrived);
    metrics.served(time);
    // Who sends the same again and again says nothing new about the server.
    if (taken.firstTry()) {
      deadlines.took(time);
    }
    return taken.outcome();
  }

  private CompletableFuture<Outcome> refused(String rule, Outcome outcome) {
    metrics.refused(rule);
    return CompletableFuture.completedFuture(outcome);
  }
}
