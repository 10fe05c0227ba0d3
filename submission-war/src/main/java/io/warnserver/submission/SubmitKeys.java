package io.warnserver.submission;

import io.warnserver.keys.HourNumber;
import io.warnserver.keys.store.StorageException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * Takes a submission: everything that can be refused without the verification server is refused
 * before it is asked, because asking spends the TAN.
 */
final class SubmitKeys {

  private static final Logger LOG = Logger.getLogger(SubmitKeys.class.getName());

  private final PayloadParser parser;
  private final KeyPadding padding;
  private final TanVerifier verifier;
  private final SubmissionStore store;
  private final Clock clock;
  private final RandomGenerator random;
  private final RecentSubmissions recent = new RecentSubmissions();

  SubmitKeys(
      SubmissionSettings settings,
      TanVerifier verifier,
      SubmissionStore store,
      Clock clock,
      RandomGenerator random) {
    this.parser = new PayloadParser(settings);
    this.padding = new KeyPadding(settings.paddingFactor(), random);
    this.verifier = verifier;
    this.store = store;
    this.clock = clock;
    this.random = random;
  }

  /**
   * How a request ends, and when.
   *
   * @param outcome what the client is told
   * @param after how long after the request's arrival it is told; zero: at once
   */
  record Answer(Outcome outcome, Duration after) {}

  /**
   * Does everything but wait.
   *
   * @param header {@code cwa-authorization}, if sent
   * @param arrivedNanos when the request arrived, by {@link System#nanoTime()}
   */
  Answer submit(boolean fake, Optional<String> header, byte[] body, long arrivedNanos) {
    Optional<String> authorization = header.map(String::strip).filter(text -> !text.isEmpty());
    if (!fake && authorization.isEmpty()) {
      return atOnce(Outcome.REFUSED);
    }
    Optional<Tan> tan = authorization.flatMap(Tan::ofHeader);
    if (authorization.isPresent() && tan.isEmpty()) {
      return atOnce(Outcome.FORBIDDEN);
    }
    Instant now = clock.instant();
    Submission submission;
    try {
      submission = parser.parse(body, fake, now);
    } catch (PayloadRefusedException e) {
      return atOnce(Outcome.REFUSED);
    }
    if (fake) {
      RecentSubmissions.Met met = recent.draw(random);
      return new Answer(met.outcome(), met.serviceTime());
    }
    Outcome outcome = verifyAndStore(tan.orElseThrow(), submission, now);
    if (outcome != Outcome.FORBIDDEN) {
      recent.add(outcome, Duration.ofNanos(System.nanoTime() - arrivedNanos));
    }
    return atOnce(outcome);
  }

  private Outcome verifyAndStore(Tan tan, Submission submission, Instant now) {
    return switch (verifier.verify(tan)) {
      case VALID -> store(submission, now);
      case INVALID -> Outcome.FORBIDDEN;
      case UNKNOWN -> Outcome.UNAVAILABLE;
    };
  }

  private Outcome store(Submission submission, Instant now) {
    try {
      store.store(submission, padding.pad(submission.keys()), HourNumber.containing(now));
      return Outcome.ACCEPTED;
    } catch (StorageException e) {
      LOG.log(
          Level.WARNING,
          "A submission could not be stored: {0}",
          e.getCause().getClass().getName());
      return Outcome.UNAVAILABLE;
    }
  }

  private static Answer atOnce(Outcome outcome) {
    return new Answer(outcome, Duration.ZERO);
  }
}
