package io.warnserver.submission;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.warnserver.database.StorageException;
import io.warnserver.keys.HourNumber;
import io.warnserver.submission.answers.Outcome;
import io.warnserver.submission.store.Arrival;
import io.warnserver.submission.store.Claim;
import io.warnserver.submission.store.Claim.State;
import io.warnserver.submission.store.SubmissionStore;
import io.warnserver.submission.tan.Tan;
import io.warnserver.submission.tan.TanFingerprint;
import io.warnserver.submission.tan.TanHashKeySource;
import io.warnserver.submission.verification.StageFailures;
import io.warnserver.submission.verification.TanVerifier;
import io.warnserver.submission.verification.TanVerifier.Question;
import io.warnserver.submission.verification.TanVerifier.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Does what is to be done for a real submission that keeps the rules: asks the verification server
 * once, remembers durably what it said, and only then stores. Whatever fails after the answer has
 * come, the same request sent again goes on from there; no thread waits.
 */
final class TakeSubmission {

  private static final Logger LOG = Logger.getLogger(TakeSubmission.class.getName());

  private final TanHashKeySource hashKeys;
  private final TanVerifier verifier;
  private final SubmissionStore store;
  private final KeyPadding padding;
  private final ScheduledExecutorService scheduler;
  private final Patience patience;
  private final BooleanSupplier hurry;
  private final LateVerdicts late;

  /** TANs for whose other request somebody waits already, by hash: one of them is enough. */
  private final Set<String> awaited = ConcurrentHashMap.newKeySet();

  /**
   * How to wait for another request with the same TAN.
   *
   * @param step between two looks
   * @param limit after which the other one counts as dead: more than the verification server is
   *     listened to
   */
  record Patience(Duration step, Duration limit) {}

  /**
   * @param hurry whether nobody may wait for another request any more: in an outage, in which fakes
   *     are refused at once, and when the server stops
   * @param late takes over the questions that are not answered in time
   */
  TakeSubmission(
      TanHashKeySource hashKeys,
      TanVerifier verifier,
      SubmissionStore store,
      KeyPadding padding,
      ScheduledExecutorService scheduler,
      Patience patience,
      BooleanSupplier hurry,
      LateVerdicts late) {
    this.hashKeys = hashKeys;
    this.verifier = verifier;
    this.store = store;
    this.padding = padding;
    this.scheduler = scheduler;
    this.patience = patience;
    this.hurry = hurry;
    this.late = late;
  }

  /** What one request has met so far. */
  private static final class Course {
    private volatile boolean asked;
    private volatile boolean waited;
    private volatile boolean waitsForAll;
  }

  /** What one request brings. */
  private record Request(
      Tan tan,
      TanFingerprint print,
      Arrival arrival,
      Course course,
      long deadline,
      long begin,
      int attempt,
      long attemptSince) {

    Request seeing(int newAttempt) {
      return newAttempt == attempt
          ? this
          : new Request(
              tan, print, arrival, course, deadline, begin, newAttempt, System.nanoTime());
    }

    boolean isAnswered() {
      return System.nanoTime() - deadline >= 0;
    }

    boolean hasWaited(Duration limit) {
      return System.nanoTime() - attemptSince >= limit.toNanos();
    }

    boolean hasWaitedTwice(Duration limit) {
      return System.nanoTime() - begin >= 2 * limit.toNanos();
    }
  }

  /**
   * What came of a submission.
   *
   * @param firstTry whether the verification server was asked for it, at once: not for what was
   *     sent before
   */
  record Taken(Outcome outcome, boolean firstTry) {}

  /**
   * What cannot be done now is UNAVAILABLE; fails for defects only.
   *
   * @param deadline when it is answered, whatever has come of it, as {@link System#nanoTime} gives
   *     it
   */
  CompletionStage<Taken> take(Tan tan, Submission submission, Instant now, long deadline) {
    long begin = System.nanoTime();
    TanFingerprint print = hashKeys.keys().fingerprint(tan, submission.content().toBytes());
    Course course = new Course();
    Request request =
        new Request(tan, print, arrival(submission, now), course, deadline, begin, 0, begin);
    return store
        .claim(print)
        .thenCompose(claim -> follow(request, claim))
        .exceptionally(TakeSubmission::unavailable)
        .whenComplete(
            (outcome, defect) -> {
              if (course.waitsForAll) {
                awaited.remove(print.current().tanHash());
              }
            })
        .thenApply(outcome -> new Taken(outcome, course.asked && !course.waited));
  }

  /** Nobody is asked for a submission, and it is as if it had not come. */
  void turnAway() {
    verifier.turnedAway();
  }

  private Arrival arrival(Submission submission, Instant now) {
    return new Arrival(
        submission.keys(),
        padding.of(submission.keys()),
        submission.origin(),
        submission.visitedCountries(),
        submission.consentToFederation(),
        HourNumber.containing(now));
  }

  private CompletionStage<Outcome> follow(Request request, Claim claim) {
    return switch (claim.state()) {
      case MINE -> ask(request.seeing(claim.attempt()));
      case APPROVED -> store(request);
      case STORED -> done(Outcome.ACCEPTED);
      case OTHER_CONTENT -> done(Outcome.FORBIDDEN);
      case BUSY -> await(request.seeing(claim.attempt()));
    };
  }

  private CompletionStage<Outcome> ask(Request request) {
    Question question = verifier.verify(request.tan());
    return question
        .inTime()
        .thenCompose(
            verdict -> {
              request.course().asked = verdict != Verdict.NOT_ASKED;
              return switch (verdict) {
                case VALID -> store.approve(request.print()).thenCompose(written -> store(request));
                case INVALID -> refuse(request);
                case NOT_ASKED, UNKNOWN -> {
                  late.await(question, request.print(), request.attempt());
                  yield done(Outcome.UNAVAILABLE);
                }
              };
            });
  }

  /**
   * Unless the TAN is invalid only because another request has spent it: one that was taken for
   * dead, or one that took this one for dead and still waits for its answer.
   */
  private CompletionStage<Outcome> refuse(Request request) {
    return store
        .claim(request.print())
        .thenCompose(
            claim ->
                isOfAnother(claim, request)
                    ? follow(request, claim)
                    // Where the database had lost the claim, this one is to be given back.
                    : release(request.seeing(claim.attempt())));
  }

  private static boolean isOfAnother(Claim claim, Request request) {
    return switch (claim.state()) {
      case APPROVED, STORED -> true;
      case BUSY -> claim.attempt() != request.attempt();
      case MINE, OTHER_CONTENT -> false;
    };
  }

  /** The refusal stands, whether or not the claim can be forgotten now. */
  private CompletionStage<Outcome> release(Request request) {
    return store
        .release(request.print(), request.attempt())
        .handle((released, failure) -> Outcome.FORBIDDEN);
  }

  private CompletionStage<Outcome> store(Request request) {
    return store
        .store(request.print(), request.arrival())
        .thenCompose(
            stored ->
                stored
                    ? done(Outcome.ACCEPTED)
                    : store.claim(request.print()).thenCompose(TakeSubmission::storedByOthers));
  }

  private static CompletionStage<Outcome> storedByOthers(Claim claim) {
    return done(claim.state() == State.STORED ? Outcome.ACCEPTED : Outcome.UNAVAILABLE);
  }

  /**
   * Waits for another request with the same TAN, or takes over what it has left. One goes on with
   * that after its answer; the others wait no longer than for theirs.
   */
  private CompletionStage<Outcome> await(Request request) {
    Course course = request.course();
    if (!course.waited) {
      course.waited = true;
      course.waitsForAll = awaited.add(request.print().current().tanHash());
    }
    if (hurry.getAsBoolean()
        || request.hasWaitedTwice(patience.limit())
        || (request.isAnswered() && !course.waitsForAll)) {
      return done(Outcome.UNAVAILABLE);
    }
    CompletionStage<Claim> next =
        request.hasWaited(patience.limit())
            ? store.takeOver(request.print(), request.attempt())
            : later().thenCompose(waited -> store.claim(request.print()));
    return next.thenCompose(claim -> follow(request, claim));
  }

  private CompletionStage<Void> later() {
    CompletableFuture<Void> later = new CompletableFuture<>();
    var unused =
        scheduler.schedule(
            () -> later.complete(null), patience.step().toNanos(), TimeUnit.NANOSECONDS);
    return later;
  }

  private static CompletionStage<Outcome> done(Outcome outcome) {
    return CompletableFuture.completedStage(outcome);
  }

  private static Outcome unavailable(Throwable failure) {
    Throwable cause = StageFailures.causeOf(failure);
    if (cause instanceof CallNotPermittedException) {
      // Without a line in the log: in an outage it is every submission, and no fake.
      return Outcome.UNAVAILABLE;
    } else if (!(cause instanceof StorageException)) {
      throw new CompletionException(cause);
    }
    Throwable reason = cause.getCause() == null ? cause : cause.getCause();
    // The class only: a message may hold a row.
    LOG.log(Level.WARNING, "A submission could not be stored: {0}", reason.getClass().getName());
    return Outcome.UNAVAILABLE;
  }
}
