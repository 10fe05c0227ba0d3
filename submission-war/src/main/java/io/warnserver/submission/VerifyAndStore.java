package io.warnserver.submission;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.warnserver.database.StorageException;
import io.warnserver.keys.HourNumber;
import io.warnserver.parts.Part;
import io.warnserver.submission.answers.AnswerDeadlines;
import io.warnserver.submission.answers.Outcome;
import io.warnserver.submission.answers.RequestsInFlight;
import io.warnserver.submission.base.SubmissionThreads;
import io.warnserver.submission.payload.KeyPadding;
import io.warnserver.submission.payload.Submission;
import io.warnserver.submission.store.Claim;
import io.warnserver.submission.store.Claim.State;
import io.warnserver.submission.store.KeysToStore;
import io.warnserver.submission.store.SubmissionStore;
import io.warnserver.submission.tan.Tan;
import io.warnserver.submission.tan.TanFingerprint;
import io.warnserver.submission.tan.TanHashKeySource;
import io.warnserver.submission.verification.StageFailures;
import io.warnserver.submission.verification.TanVerifier;
import io.warnserver.submission.verification.TanVerifier.Question;
import io.warnserver.submission.verification.TanVerifier.Verdict;
import io.warnserver.submission.verification.VerificationSettings;
import jakarta.inject.Inject;
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
@Part
final class VerifyAndStore {

  private static final Logger LOG = Logger.getLogger(VerifyAndStore.class.getName());

  /** Between two looks at what somebody else does. */
  static final Duration LOOK_STEP = Duration.ofMillis(100);

  /** What a request may take beside waiting for the verification server. */
  static final Duration MARGIN = Duration.ofSeconds(3);

  private final TanHashKeySource hashKeys;
  private final TanVerifier verifier;
  private final SubmissionStore store;
  private final KeyPadding padding;
  private final ScheduledExecutorService scheduler;
  private final Patience patience;
  private final BooleanSupplier mayWait;
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

  @Inject
  VerifyAndStore(
      TanHashKeySource hashKeys,
      TanVerifier verifier,
      SubmissionStore store,
      KeyPadding padding,
      SubmissionThreads threads,
      VerificationSettings verification,
      AnswerDeadlines deadlines,
      RequestsInFlight inFlight,
      LateVerdicts late) {
    this(
        hashKeys,
        verifier,
        store,
        padding,
        threads.scheduler(),
        new Patience(LOOK_STEP, longest(verification)),
        () -> deadlines.serves() && !inFlight.isClosed(),
        late);
  }

  /**
   * @param mayWait whether requests may wait for another one: not in an outage, in which fakes are
   *     refused at once, and not when the server stops
   * @param late takes over the questions that are not answered in time
   */
  VerifyAndStore(
      TanHashKeySource hashKeys,
      TanVerifier verifier,
      SubmissionStore store,
      KeyPadding padding,
      ScheduledExecutorService scheduler,
      Patience patience,
      BooleanSupplier mayWait,
      LateVerdicts late) {
    this.hashKeys = hashKeys;
    this.verifier = verifier;
    this.store = store;
    this.padding = padding;
    this.scheduler = scheduler;
    this.patience = patience;
    this.mayWait = mayWait;
    this.late = late;
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
    Course course = new Course(tan, submission, now, deadline);
    return course
        .begin()
        .exceptionally(VerifyAndStore::unavailable)
        .whenComplete((outcome, defect) -> course.end())
        .thenApply(outcome -> new Taken(outcome, course.asked && !course.waited));
  }

  /** How long one may take that nobody hinders. */
  static Duration longest(VerificationSettings verification) {
    return verification.longest().plus(MARGIN);
  }

  /** Nobody is asked for a submission, and it is as if it had not come. */
  void turnAway() {
    verifier.turnedAway();
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

  private static CompletionStage<Outcome> done(Outcome outcome) {
    return CompletableFuture.completedStage(outcome);
  }

  /** One request, from its claim to its outcome; one step after the other. */
  private final class Course {

    private final Tan tan;
    private final TanFingerprint fingerprint;
    private final KeysToStore keys;
    private final long deadline;
    private final long begin = System.nanoTime();

    /** Of the claim that was seen last, and since when. */
    private int attempt;

    private long attemptSince = begin;
    private boolean asked;
    private boolean waited;
    private boolean waitsForAll;

    Course(Tan tan, Submission submission, Instant now, long deadline) {
      this.tan = tan;
      this.deadline = deadline;
      fingerprint = hashKeys.keys().fingerprint(tan, submission.content().toBytes());
      keys =
          new KeysToStore(
              submission.keys(),
              padding.of(submission.keys()),
              submission.origin(),
              submission.visitedCountries(),
              submission.consentToFederation(),
              HourNumber.containing(now));
    }

    CompletionStage<Outcome> begin() {
      return store.claim(fingerprint).thenCompose(this::follow);
    }

    void end() {
      if (waitsForAll) {
        awaited.remove(fingerprint.current().tanHash());
      }
    }

    private CompletionStage<Outcome> follow(Claim claim) {
      see(claim);
      return switch (claim.state()) {
        case MINE -> ask();
        case APPROVED -> store();
        case STORED -> done(Outcome.ACCEPTED);
        case OTHER_CONTENT -> done(Outcome.FORBIDDEN);
        case BUSY -> await();
      };
    }

    private void see(Claim claim) {
      if (claim.attempt() != attempt) {
        attempt = claim.attempt();
        attemptSince = System.nanoTime();
      }
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
                  case NOT_ASKED, UNKNOWN -> {
                    late.await(question, fingerprint, attempt);
                    yield done(Outcome.UNAVAILABLE);
                  }
                };
              });
    }

    /**
     * Unless the TAN is invalid only because another request has spent it: one that was taken for
     * dead, or one that took this one for dead and still waits for its answer.
     */
    private CompletionStage<Outcome> refuse(Claim claim) {
      boolean spentByAnother =
          switch (claim.state()) {
            case APPROVED, STORED -> true;
            case BUSY -> claim.attempt() != attempt;
            case MINE, OTHER_CONTENT -> false;
          };
      if (spentByAnother) {
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
          .store(fingerprint, keys)
          .thenCompose(
              stored ->
                  stored
                      ? done(Outcome.ACCEPTED)
                      : store.claim(fingerprint).thenCompose(this::storedByAnother));
    }

    /** Unless nothing is known of the TAN any more. */
    private CompletionStage<Outcome> storedByAnother(Claim claim) {
      return done(claim.state() == State.STORED ? Outcome.ACCEPTED : Outcome.UNAVAILABLE);
    }

    /**
     * Waits for another request with the same TAN, or takes over what it has left. One goes on with
     * that after its answer; the others wait no longer than for theirs.
     */
    private CompletionStage<Outcome> await() {
      long now = System.nanoTime();
      long limit = patience.limit().toNanos();
      if (!waited) {
        waited = true;
        waitsForAll = awaited.add(fingerprint.current().tanHash());
      }
      if (!mayWait.getAsBoolean()
          || now - begin >= 2 * limit
          || (now - deadline >= 0 && !waitsForAll)) {
        return done(Outcome.UNAVAILABLE);
      }
      return now - attemptSince >= limit
          ? store.takeOver(fingerprint, attempt).thenCompose(this::follow)
          : later().thenCompose(passed -> begin());
    }

    private CompletionStage<Void> later() {
      CompletableFuture<Void> later = new CompletableFuture<>();
      var unused =
          scheduler.schedule(
              () -> later.complete(null), patience.step().toNanos(), TimeUnit.NANOSECONDS);
      return later;
    }
  }
}
