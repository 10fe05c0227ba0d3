package io.warnserver.submission.verification;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.warnserver.health.Health;
import io.warnserver.parts.Part;
import io.warnserver.submission.base.Breakers;
import io.warnserver.submission.base.StageFailures;
import io.warnserver.submission.base.SubmissionThreads;
import io.warnserver.submission.tan.Tan;
import io.warnserver.submission.verification.AskingBounds.NotAsked;
import io.warnserver.submission.verification.VerificationClient.Reply;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Asks the outside verification server (submission protocol, "TAN verification"). While its circuit
 * breaker is not closed, it has not shown that it refuses what it should, or this instance asks as
 * much as it may, nothing is asked for submissions, so nothing is spent.
 */
@Part
public final class HttpTanVerifier implements TanVerifier {

  /** The name of the check of its {@link #health}. */
  public static final String HEALTH = "verification-server";

  private static final Logger LOG = Logger.getLogger(HttpTanVerifier.class.getName());

  private static final Question NOBODY_ASKED =
      Question.answeredBy(CompletableFuture.completedStage(Verdict.NOT_ASKED));

  private final VerificationClient client;
  private final Duration timeout;
  private final CircuitBreaker breaker;
  private final Trust trust;
  private final AskingBounds bounds;
  private final SubmissionThreads threads;

  /** Whether the last question had no verdict: the next one is a probe then. */
  private volatile boolean failing;

  private final Map<Verdict, Timer> timers = new EnumMap<>(Verdict.class);
  private final Map<Verdict, Counter> late = new EnumMap<>(Verdict.class);
  private final Map<NotAsked, Counter> notAsked = new EnumMap<>(NotAsked.class);

  @Inject
  HttpTanVerifier(VerificationSettings settings, SubmissionThreads threads, MeterRegistry metrics) {
    this(settings, Breakers.before("verification", metrics), new Trust(), threads, metrics);
  }

  /** With what opens when the server fails or accepts anything, and what is known of it already. */
  HttpTanVerifier(
      VerificationSettings settings,
      CircuitBreaker breaker,
      Trust trust,
      SubmissionThreads threads,
      MeterRegistry metrics) {
    client = new VerificationClient(settings, threads);
    timeout = settings.readTimeout();
    bounds = new AskingBounds(settings.maxAtOnce(), settings.maxWrongPerSecond(), System::nanoTime);
    this.breaker = breaker;
    this.trust = trust;
    this.threads = threads;
    for (Verdict verdict : EnumSet.complementOf(EnumSet.of(Verdict.NOT_ASKED))) {
      timers.put(
          verdict,
          Timer.builder("warn.submission.verification")
              .description("Time in which the verification server answered")
              .tag("verdict", word(verdict))
              .register(metrics));
      late.put(
          verdict,
          Counter.builder("warn.submission.verification.late")
              .description("What came of questions that were not answered in time")
              .tag("verdict", word(verdict))
              .register(metrics));
    }
    for (NotAsked reason : NotAsked.values()) {
      notAsked.put(
          reason,
          Counter.builder("warn.submission.verification.not.asked")
              .description("Submissions for which the verification server was not asked")
              .tag("reason", word(reason))
              .register(metrics));
    }
    Gauge.builder(
            "warn.submission.verification.accepts.anything", trust, t -> t.isBroken() ? 1.0 : 0.0)
        .description("1 while the verification server accepts a TAN that nobody has")
        .register(metrics);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public Question verify(Tan tan) {
    Optional<NotAsked> refusal =
        isOutage() || !breaker.tryAcquirePermission()
            ? Optional.of(NotAsked.OUTAGE)
            : bounds.begin();
    if (refusal.isPresent()) {
      notAsked.get(refusal.get()).increment();
      return NOBODY_ASKED;
    }
    Question question = ask(tan, false);
    var unused = question.atLast().whenComplete((verdict, failure) -> bounds.end());
    return question;
  }

  @Override
  public boolean asksNobody() {
    return refusal().isPresent();
  }

  @Override
  public void turnedAway() {
    refusal().map(notAsked::get).ifPresent(Counter::increment);
  }

  private Optional<NotAsked> refusal() {
    return isOutage() ? Optional.of(NotAsked.OUTAGE) : bounds.refusal();
  }

  /** Whether it has failed just now, accepts anything, or has not said anything yet. */
  boolean isOutage() {
    return failing || breaker.getState() != CircuitBreaker.State.CLOSED || !trust.isThere();
  }

  /** Whether it answers, and says what it should to the server's own question. */
  public Health health() {
    return trust
        .complaint()
        .or(() -> failing ? Optional.of("gave no verdict the last time") : Optional.empty())
        .map(complaint -> Health.degraded(HEALTH, complaint))
        .orElseGet(() -> Health.up(HEALTH, ""));
  }

  /**
   * Asks about a TAN that nobody has, if the circuit breaker permits it. A refusal closes the
   * circuit breaker in the end, and 200 opens it. The bounds do not count it.
   */
  CompletionStage<Verdict> probe() {
    return breaker.tryAcquirePermission()
        ? ask(Tan.ofNobody(), true).inTime()
        : NOBODY_ASKED.inTime();
  }

  private Question ask(Tan tan, boolean probe) {
    long begin = System.nanoTime();
    CompletableFuture<Verdict> atLast =
        client
            .ask(tan)
            .handle(
                (reply, failure) -> {
                  Verdict verdict =
                      failure != null ? unknown(failure) : probe ? probed(reply) : verdict(reply);
                  if (System.nanoTime() - begin > timeout.toNanos()) {
                    late.get(verdict).increment();
                  }
                  return verdict;
                });
    CompletableFuture<Verdict> inTime = atLast.copy();
    Future<?> timer =
        threads.after(timeout, () -> threads.answered().execute(() -> giveUp(inTime)));
    return new Question(
        inTime.thenApply(
            verdict -> {
              timer.cancel(false);
              count(verdict, System.nanoTime() - begin, probe);
              return verdict;
            }),
        atLast);
  }

  private static void giveUp(CompletableFuture<Verdict> inTime) {
    if (inTime.complete(Verdict.UNKNOWN)) {
      LOG.warning("The verification server has not answered in time");
    }
  }

  /** Only probes close the breaker, not a submission that was asked for before it opened. */
  private void count(Verdict verdict, long nanos, boolean probe) {
    timers.get(verdict).record(nanos, TimeUnit.NANOSECONDS);
    failing = verdict == Verdict.UNKNOWN;
    if (!probe && breaker.getState() != CircuitBreaker.State.CLOSED) {
      return;
    }
    if (verdict == Verdict.UNKNOWN) {
      breaker.onError(nanos, TimeUnit.NANOSECONDS, new IOException("no verdict"));
    } else {
      breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }
  }

  private Verdict verdict(Reply reply) {
    return switch (reply.status()) {
      // A yes counts for nothing from who says yes to anything.
      case 200 ->
          trust.isBroken() ? Verdict.UNKNOWN : reply.isOfAnEvent() ? refused() : Verdict.VALID;
      case 404, 400 -> refused();
      default -> withoutVerdict(reply);
    };
  }

  private Verdict refused() {
    bounds.wrong();
    return Verdict.INVALID;
  }

  private Verdict probed(Reply reply) {
    trust.learn(reply.status());
    if (trust.isBroken() && breaker.getState() != CircuitBreaker.State.OPEN) {
      breaker.transitionToOpenState();
    }
    return switch (reply.status()) {
      case 200 -> Verdict.UNKNOWN;
      case 404 -> Verdict.INVALID;
      default -> withoutVerdict(reply);
    };
  }

  private static Verdict withoutVerdict(Reply reply) {
    LOG.log(Level.WARNING, "The verification server answered with status {0}", reply.status());
    return Verdict.UNKNOWN;
  }

  private static Verdict unknown(Throwable failure) {
    // The class only: a message may hold the address with what was sent.
    String what = StageFailures.causeOf(failure).getClass().getName();
    LOG.log(Level.WARNING, "The verification server could not be asked: {0}", what);
    return Verdict.UNKNOWN;
  }
}
