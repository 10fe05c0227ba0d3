package io.warnserver.submission;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.warnserver.database.StorageException;
import io.warnserver.keys.DiagnosisKey;
import io.warnserver.parts.Part;
import io.warnserver.submission.AnswerDeadlines.Deadline;
import io.warnserver.submission.base.Outcome;
import io.warnserver.submission.base.StageFailures;
import io.warnserver.submission.base.SubmissionThreads;
import io.warnserver.submission.payload.KeyPadding;
import io.warnserver.submission.payload.Submission;
import io.warnserver.submission.store.SubmissionStore;
import io.warnserver.submission.store.SubmissionStore.Claim;
import io.warnserver.submission.store.SubmissionStore.Claim.State;
import io.warnserver.submission.tan.Tan;
import io.warnserver.submission.tan.TanFingerprint;
import io.warnserver.submission.tan.TanHashKeys;
import io.warnserver.submission.verification.TanVerifier;
import io.warnserver.submission.verification.TanVerifier.Question;
import io.warnserver.submission.verification.TanVerifier.Verdict;
import io.warnserver.submission.verification.VerificationSettings;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Does what is to be done for a real submission that keeps the rules: asks the verification server
 * once, remembers durably what it said, and only then stores. Whatever fails after the answer has
 * come, the same request sent again goes on from there; no thread waits.
 */
@Part
final class VerifyAndStore {

  private static final Logger LOG = Logger.getLogger(VerifyAndStore.class.getName());

  /** Between two looks at what somebody else does. */
  static final Duration LOOK_STEP = Duration.ofMillis(100);

  /** What a request may take beside waiting for the verification server. */
  static final Duration MARGIN = Duration.ofSeconds(3);

  private final TanHashKeys hashKeys;
  private final TanVerifier verifier;
  private final SubmissionStore store;
  private final KeyPadding padding;
  private final AnswerDeadlines deadlines;
  private final SubmissionMetrics metrics;
  private final Executor lookAgain;
  private final Duration longest;

  /** Real submissions that something is still done for. */
  private final AtomicInteger unfinished = new AtomicInteger();

  /** Questions that are not settled although the app was told to try again. */
  private final AtomicInteger late = new AtomicInteger();

  /** TANs for whose other request somebody waits already, by hash: one of them is enough. */
  private final Set<String> awaited = ConcurrentHashMap.newKeySet();

  @Inject
  VerifyAndStore(
      TanHashKeys hashKeys,
      TanVerifier verifier,
      SubmissionStore store,
      KeyPadding padding,
      AnswerDeadlines deadlines,
      SubmissionMetrics metrics,
      SubmissionThreads threads,
      VerificationSettings verification) {
    this.hashKeys = hashKeys;
    this.verifier = verifier;
    this.store = store;
    this.padding = padding;
    this.deadlines = deadlines;
    this.metrics = metrics;
    lookAgain = threads.after(LOOK_STEP);
    longest = verification.longest().plus(MARGIN);
    metrics.show(
        "warn.submission.unfinished",
        "Real submissions that something is still done for, answered or not",
        unfinished);
    metrics.show(
        "warn.submission.verdicts.awaited",
        "Questions to the verification server that are not settled, although the app has been told to try again",
        late);
  }

  /** Whether nothing is done any more for any submission. */
  boolean isIdle() {
    return unfinished.get() == 0 && late.get() == 0;
  }

  /** How long one may take that nobody hinders; another one with its TAN counts as dead then. */
  Duration longest() {
    return longest;
  }

  /**
   * What cannot be done now is UNAVAILABLE; fails for defects only.
   *
   * @param deadline when it is answered, whatever has come of it; where it is not served, nobody is
   *     asked, and it is as if it had not come
   */
  CompletableFuture<Outcome> take(Tan tan, Submission submission, Deadline deadline) {
    if (!deadline.serves()) {
      verifier.turnedAway();
      return CompletableFuture.completedFuture(Outcome.UNAVAILABLE);
    }
    Course course = new Course(tan, submission, deadline);
    unfinished.incrementAndGet();
    return CompletableFuture.completedFuture(course)
        .thenCompose(Course::begin)
        .exceptionally(VerifyAndStore::unavailable)
        .whenComplete(course::end);
  }

  private static Outcome unavailable(Throwable failure) {
    Throwable cause = StageFailures.causeOf(failure);
    if (cause instanceof StorageException) {
      Throwable reason = Objects.requireNonNullElse(cause.getCause(), cause);
      // The class only: a message may hold a row.
      LOG.log(Level.WARNING, "A submission could not be stored: {0}", reason.getClass().getName());
    } else if (!(cause instanceof CallNotPermittedException)) {
      throw new CompletionException(cause);
    }
    // No line in the log for an open breaker: in an outage it is every submission, and no fake.
    return Outcome.UNAVAILABLE;
  }

  private static CompletionStage<Outcome> done(Outcome outcome) {
    return CompletableFuture.completedStage(outcome);
  }

  /** One request, from its claim to its outcome; one step after the other. */
  private final class Course {

    private final Tan tan;
    private final Submission submission;
    private final TanFingerprint fingerprint;
    private final List<DiagnosisKey> paddingKeys;
    private final Deadline deadline;

    /** Of the claim that was seen last, and since when. */
    private int attempt;

    private long attemptSince;
    private boolean asked;
    private boolean waited;
    private boolean waitsForAll;

    Course(Tan tan, Submission submission, Deadline deadline) {
      this.tan = tan;
      this.submission = submission;
      this.deadline = deadline;
      fingerprint = hashKeys.fingerprint(tan, submission.content().toBytes());
      paddingKeys = padding.of(submission.keys());
      attemptSince = deadline.arrived();
    }

    CompletionStage<Outcome> begin() {
      return store.claim(fingerprint).thenCompose(this::follow);
    }

    void end(Outcome outcome, Throwable defect) {
      unfinished.decrementAndGet();
      if (waitsForAll) {
        awaited.remove(fingerprint.current().tanHash());
      }
      Duration time = Duration.ofNanos(System.nanoTime() - deadline.arrived());
      if (defect == null) {
        metrics.served(time);
      }
      // Who sends the same again and again says nothing new about the server.
      if (defect == null && asked && !waited) {
        deadlines.took(time);
      }
    }

    private CompletionStage<Outcome> follow(Claim claim) {
      if (claim.attempt() != attempt) {
        attempt = claim.attempt();
        attemptSince = System.nanoTime();
      }
      return switch (claim.state()) {
        case MINE -> ask();
        case APPROVED -> store();
        case STORED -> done(Outcome.ACCEPTED);
        case OTHER_CONTENT -> done(Outcome.FORBIDDEN);
        case BUSY -> await();
      };
    }

    private CompletionStage<Outcome> ask() {
      Question question = verifier.verify(tan);
      return question
          .inTime()
          .thenCompose(
              verdict -> {
                asked = verdict != Verdict.NOT_ASKED;
                return switch (verdict) {
                  case VALID -> store.approve(fingerprint).thenCompose(written -> store());
                  case INVALID -> store.claim(fingerprint).thenCompose(this::refuse);
                  case NOT_ASKED, UNKNOWN -> settleLater(question);
                };
              });
    }

    /**
     * Listens on: what comes of a question still counts, as the TAN is spent. Who tries again
     * before that waits for it.
     */
    private CompletionStage<Outcome> settleLater(Question question) {
      late.incrementAndGet();
      var unused =
          question
              .atLast()
              .thenCompose(
                  verdict ->
                      verdict == Verdict.VALID
                          ? store.approve(fingerprint)
                          : store.release(fingerprint, attempt))
              .whenComplete((done, failure) -> late.decrementAndGet());
      return done(Outcome.UNAVAILABLE);
    }

    /**
     * Unless the TAN is invalid only because another request has spent it: one that was taken for
     * dead, or one that took this one for dead and still waits for its answer.
     */
    private CompletionStage<Outcome> refuse(Claim claim) {
      boolean asksAnother = claim.state() == State.BUSY && claim.attempt() != attempt;
      if (asksAnother || claim.state() == State.APPROVED || claim.state() == State.STORED) {
        return follow(claim);
      }
      // Where the database had lost the claim, this one is to be given back. The refusal stands,
      // whether or not it can be now.
      return store
          .release(fingerprint, claim.attempt())
          .handle((released, failure) -> Outcome.FORBIDDEN);
    }

    private CompletionStage<Outcome> store() {
      return store
          .store(fingerprint, submission, paddingKeys)
          .thenCompose(
              stored ->
                  stored
                      ? done(Outcome.ACCEPTED)
                      : store.claim(fingerprint).thenApply(Course::storedByAnother));
    }

    /** Unless nothing is known of the TAN any more. */
    private static Outcome storedByAnother(Claim claim) {
      return claim.state() == State.STORED ? Outcome.ACCEPTED : Outcome.UNAVAILABLE;
    }

    /**
     * Waits for another request with the same TAN, or takes over what it has left. One goes on with
     * that after its answer; the others wait no longer than for theirs.
     */
    private CompletionStage<Outcome> await() {
      long now = System.nanoTime();
      long limit = longest.toNanos();
      if (!waited) {
        waited = true;
        waitsForAll = awaited.add(fingerprint.current().tanHash());
      }
      // In an outage fakes are refused at once.
      if (!deadlines.serves()
          || now - deadline.arrived() >= 2 * limit
          || (now - deadline.nanos() >= 0 && !waitsForAll)) {
        return done(Outcome.UNAVAILABLE);
      }
      return now - attemptSince >= limit
          ? store.takeOver(fingerprint, attempt).thenCompose(this::follow)
          : CompletableFuture.runAsync(() -> {}, lookAgain).thenCompose(passed -> begin());
    }
  }
}
