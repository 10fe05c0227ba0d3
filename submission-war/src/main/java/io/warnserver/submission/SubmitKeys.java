package io.warnserver.submission;

import io.warnserver.submission.RecentSubmissions.Met;
import io.warnserver.submission.TakeSubmission.Taken;
import io.warnserver.submission.tan.Tan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Takes a request, real or fake: everything that can be refused without the verification server is
 * refused before it is asked, because asking spends the TAN. Says when the answer leaves, too.
 */
final class SubmitKeys {

  private final PayloadParser parser;
  private final TakeSubmission takeSubmission;
  private final AnswerGrid grid;
  private final BooleanSupplier outage;
  private final Clock clock;
  private final RandomGenerator random;
  private final SubmissionMetrics metrics;

  /** Begun anew after each outage. */
  private volatile RecentSubmissions recent;

  /**
   * @param outage whether real submissions are refused at once, without asking anybody
   */
  SubmitKeys(
      SubmissionSettings settings,
      TakeSubmission takeSubmission,
      BooleanSupplier outage,
      Clock clock,
      RandomGenerator random,
      SubmissionMetrics metrics) {
    this.parser = new PayloadParser(settings);
    this.takeSubmission = takeSubmission;
    this.grid = new AnswerGrid(settings.answerStep());
    this.outage = outage;
    this.clock = clock;
    this.random = random;
    this.metrics = metrics;
    this.recent = noneYet();
  }

  private RecentSubmissions noneYet() {
    return new RecentSubmissions(new Met(Outcome.ACCEPTED, grid.first()));
  }

  /**
   * An outage is over. What real ones have met in it says nothing about what the next ones will
   * meet, so fakes follow it no more; nor those that began in it and are still waiting.
   */
  void outageIsOver() {
    recent = noneYet();
  }

  /**
   * How a request ends, and when.
   *
   * @param outcome what the client is told
   * @param after how long after the request's arrival it is told
   */
  record Answer(Outcome outcome, Duration after) {}

  /**
   * Does everything but wait.
   *
   * @param header {@code cwa-authorization}, if sent
   * @param arrivedNanos when all of the request was there, by {@link System#nanoTime()}
   */
  CompletionStage<Answer> submit(
      boolean fake, Optional<String> header, byte[] body, long arrivedNanos) {
    Optional<String> authorization = header.map(String::strip).filter(text -> !text.isEmpty());
    if (!fake && authorization.isEmpty()) {
      return refused("AuthorizationPresent", Outcome.REFUSED);
    }
    Optional<Tan> tan = authorization.flatMap(Tan::ofHeader);
    if (authorization.isPresent() && tan.isEmpty()) {
      return refused("TanIsRandomUuid", Outcome.FORBIDDEN);
    }
    Instant now = clock.instant();
    RecentSubmissions lately = recent;
    Submission submission;
    try {
      submission = parser.parse(body, fake, now);
    } catch (PayloadRefusedException e) {
      return refused(e.rule(), Outcome.REFUSED);
    }
    return fake
        ? CompletableFuture.completedStage(fakeAnswer(arrivedNanos, now))
        : takeSubmission
            .take(tan.orElseThrow(), submission, now)
            .thenApply(taken -> realAnswer(taken, lately, arrivedNanos, now));
  }

  private Answer fakeAnswer(long arrivedNanos, Instant now) {
    Met met =
        outage.getAsBoolean()
            ? new Met(Outcome.UNAVAILABLE, grid.first())
            : recent.draw(random, now);
    Duration earliest = grid.atOrAfter(since(arrivedNanos));
    return new Answer(met.outcome(), met.after().compareTo(earliest) > 0 ? met.after() : earliest);
  }

  private Answer realAnswer(Taken taken, RecentSubmissions lately, long arrivedNanos, Instant now) {
    Duration elapsed = since(arrivedNanos);
    metrics.served(elapsed);
    Duration after = grid.atOrAfter(elapsed);
    // Fakes follow what a first try meets for which somebody was asked.
    if (taken.outcome() != Outcome.FORBIDDEN && !taken.unusual()) {
      lately.add(new Met(taken.outcome(), after), now);
    }
    return new Answer(taken.outcome(), after);
  }

  private CompletionStage<Answer> refused(String rule, Outcome outcome) {
    metrics.refused(rule);
    return CompletableFuture.completedStage(new Answer(outcome, grid.first()));
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
