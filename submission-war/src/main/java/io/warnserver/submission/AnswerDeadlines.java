package io.warnserver.submission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.parts.Part;
import io.warnserver.submission.base.SubmissionSettings;
import io.warnserver.submission.store.SubmissionDatabase;
import io.warnserver.submission.verification.TanVerifier;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * When answers leave (docs/submission.md, "An answer's time"): fixed when all of a request has
 * come, by what this instance has measured until then. It never depends on what the request is, so
 * neither its answer's time nor a refusal because of an outage says whether it is real.
 *
 * <p>What was slow makes later deadlines longer, step by step; what was quick shortens nothing, so
 * nobody can shorten deadlines by sending. What is too slow for the longest one is an outage, until
 * something is quicker. May be used by several threads.
 */
@Part
public final class AnswerDeadlines {

  private static final double NANOS = 1e9;

  private static final int[] STEPS = {1, 2, 3, 5, 10, 25};

  /** How long a longer deadline is given after the last time that it was needed. */
  static final Duration KEPT = Duration.ofMinutes(2);

  private final long[] deadlines;

  /** Until when each is given at least, in nanoseconds. */
  private final long[] until = new long[STEPS.length];

  /** When they last became longer, in nanoseconds. */
  private long lengthened;

  private volatile boolean tooSlow;

  private final BooleanSupplier serves;
  private final LongSupplier nanoTime;

  @Inject
  AnswerDeadlines(
      SubmissionSettings settings,
      SubmissionDatabase database,
      TanVerifier verifier,
      RequestsInFlight inFlight,
      MeterRegistry metrics) {
    this(
        settings.answerStep(),
        () -> !database.isFailing() && !verifier.asksNobody() && !inFlight.isClosed(),
        System::nanoTime);
    Gauge.builder("warn.submission.served", () -> serves() ? 1 : 0)
        .description("1 while submissions are served, 0 while all are told to try again")
        .register(metrics);
    Gauge.builder("warn.submission.answer.deadline.seconds", () -> current().toNanos() / NANOS)
        .description("From a request's arrival to its answer, at present")
        .register(metrics);
  }

  /**
   * @param step the shortest deadline; more than nearly all real submissions take
   * @param serves whether real submissions can be served, as far as is known now
   * @param nanoTime as {@link System#nanoTime} gives it
   */
  public AnswerDeadlines(Duration step, BooleanSupplier serves, LongSupplier nanoTime) {
    this.serves = serves;
    this.nanoTime = nanoTime;
    deadlines = IntStream.of(STEPS).mapToLong(times -> times * step.toNanos()).toArray();
    lengthened = nanoTime.getAsLong() - deadlines[0];
    Arrays.fill(until, nanoTime.getAsLong());
  }

  /**
   * What is fixed when a request has come.
   *
   * @param arrived when it came, as {@link System#nanoTime} gives it
   * @param nanos when its answer leaves
   * @param serves whether it is served; if not, nobody is asked for it and the answer is 503
   */
  public record Deadline(long arrived, long nanos, boolean serves) {}

  /** The deadline of a request that has just come in whole. */
  public Deadline ofArrival() {
    boolean served = serves();
    // In an outage nothing is done for anybody.
    int place = served ? place() : 0;
    long now = nanoTime.getAsLong();
    return new Deadline(now, now + deadlines[place], served);
  }

  /** Whether requests that come at present are served. */
  public boolean serves() {
    return !tooSlow && serves.getAsBoolean();
  }

  /** How long it takes at present until an answer leaves. */
  public Duration current() {
    return Duration.ofNanos(deadlines[place()]);
  }

  /** All that a real submission needs took this long: for a probe, or for one that was new. */
  public synchronized void took(Duration time) {
    // Half as much again is left for what the next one meets.
    long wanted = time.plus(time.dividedBy(2)).toNanos();
    long now = nanoTime.getAsLong();
    int place = place();
    int longest = deadlines.length - 1;
    tooSlow = place == longest && deadlines[longest] < wanted;
    // A single slow one makes nobody wait for very long, nor does a pause that holds up hundreds.
    int most = now - lengthened < deadlines[0] ? place : Math.min(place + 1, longest);
    int needed = 0;
    while (needed < most && deadlines[needed] < wanted) {
      needed++;
    }
    if (needed > place) {
      lengthened = now;
    }
    until[needed] = now + KEPT.toNanos();
  }

  private synchronized int place() {
    long now = nanoTime.getAsLong();
    int place = STEPS.length - 1;
    while (place > 0 && until[place] - now <= 0) {
      place--;
    }
    return place;
  }
}
