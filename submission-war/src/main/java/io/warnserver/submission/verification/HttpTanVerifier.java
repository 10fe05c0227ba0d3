package io.warnserver.submission.verification;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.warnserver.submission.tan.Tan;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Asks the outside verification server over HTTP (submission protocol, "TAN verification"). While
 * its circuit breaker is not closed nothing is asked for submissions, so nothing is spent.
 */
public final class HttpTanVerifier implements TanVerifier, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(HttpTanVerifier.class.getName());
  private static final Question NOT_ASKED =
      Question.answeredBy(CompletableFuture.completedStage(Verdict.UNKNOWN));

  private static final String TELETAN_TYPE = "X-CWA-TELETAN-TYPE";

  /** They pass results on and never wait; the client's own pool would grow with the requests. */
  private static final int THREADS = 4;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, HttpTanVerifier::thread);

  private final HttpClient client;
  private final URI address;
  private final Duration timeout;
  private final Duration longest;
  private final CircuitBreaker breaker;
  private final ScheduledExecutorService scheduler;
  private final Map<Verdict, Timer> timers = new EnumMap<>(Verdict.class);
  private final Map<Verdict, Counter> late = new EnumMap<>(Verdict.class);

  /**
   * @param breaker opens when the verification server fails or is too slow
   * @param scheduler says when an answer is too late, or has stalled
   */
  public HttpTanVerifier(
      VerificationSettings settings,
      CircuitBreaker breaker,
      ScheduledExecutorService scheduler,
      MeterRegistry metrics) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .executor(threads)
            .followRedirects(HttpClient.Redirect.NEVER);
    settings.tls().ifPresent(builder::sslContext);
    client = builder.build();
    address = URI.create(withoutSlash(settings.address()) + "/version/v1/tan/verify");
    timeout = settings.readTimeout();
    longest = settings.readTimeout().plus(settings.latePatience());
    this.breaker = breaker;
    this.scheduler = scheduler;
    for (Verdict verdict : Verdict.values()) {
      timers.put(
          verdict,
          Timer.builder("warn.submission.verification")
              .description("Time in which the verification server answered")
              .tag("verdict", verdict.name().toLowerCase(Locale.ROOT))
              .register(metrics));
      late.put(
          verdict,
          Counter.builder("warn.submission.verification.late")
              .description("What came of questions that were not answered in time")
              .tag("verdict", verdict.name().toLowerCase(Locale.ROOT))
              .register(metrics));
    }
  }

  @Override
  public Question verify(Tan tan) {
    return breaker.getState() == CircuitBreaker.State.CLOSED && breaker.tryAcquirePermission()
        ? ask(tan)
        : NOT_ASKED;
  }

  /**
   * Where the verification server has failed lately: asks it for a TAN that nobody has, if it is
   * time to. Whatever it says about that one closes the circuit breaker in the end.
   */
  public CompletionStage<Verdict> probe() {
    return breaker.getState() != CircuitBreaker.State.CLOSED && breaker.tryAcquirePermission()
        ? ask(Tan.ofNobody()).inTime()
        : NOT_ASKED.inTime();
  }

  private Question ask(Tan tan) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(longest)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"tan\":\"" + tan.reveal() + "\"}"))
            .build();
    long begin = System.nanoTime();
    CompletableFuture<Verdict> atLast =
        send(request)
            .handle((response, failure) -> failure == null ? verdict(response) : unknown(failure))
            .thenApply(
                verdict -> {
                  if (System.nanoTime() - begin > timeout.toNanos()) {
                    late.get(verdict).increment();
                  }
                  return verdict;
                })
            .toCompletableFuture();
    CompletableFuture<Verdict> inTime = atLast.copy();
    Future<?> timer =
        scheduler.schedule(
            () -> threads.execute(() -> giveUp(inTime)), timeout.toNanos(), TimeUnit.NANOSECONDS);
    return new Question(
        inTime.thenApply(
            verdict -> {
              timer.cancel(false);
              count(verdict, System.nanoTime() - begin);
              return verdict;
            }),
        atLast);
  }

  private static void giveUp(CompletableFuture<Verdict> inTime) {
    if (inTime.complete(Verdict.UNKNOWN)) {
      LOG.warning("The verification server has not answered in time");
    }
  }

  private void count(Verdict verdict, long nanos) {
    timers.get(verdict).record(nanos, TimeUnit.NANOSECONDS);
    if (verdict == Verdict.UNKNOWN) {
      breaker.onError(nanos, TimeUnit.NANOSECONDS, new NoVerdictException());
    } else {
      breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "verification");
    thread.setDaemon(true);
    return thread;
  }

  /** Once more only where no connection came about: nothing has been sent then. */
  private CompletionStage<HttpResponse<Void>> send(HttpRequest request) {
    return client
        .sendAsync(request, head -> new IgnoredBody(scheduler))
        .exceptionallyCompose(
            failure ->
                causeOf(failure) instanceof ConnectException
                    ? client.sendAsync(request, head -> new IgnoredBody(scheduler))
                    : CompletableFuture.failedFuture(failure));
  }

  private static Verdict verdict(HttpResponse<Void> response) {
    return switch (response.statusCode()) {
      // A TAN given out at an event authorises check-ins, not diagnosis keys.
      case 200 ->
          response.headers().firstValue(TELETAN_TYPE).filter("EVENT"::equalsIgnoreCase).isPresent()
              ? Verdict.INVALID
              : Verdict.VALID;
      case 404, 400 -> Verdict.INVALID;
      default -> {
        LOG.log(
            Level.WARNING,
            "The verification server answered with status {0}",
            response.statusCode());
        yield Verdict.UNKNOWN;
      }
    };
  }

  private static Verdict unknown(Throwable failure) {
    // The class only: a message may hold the address with what was sent.
    LOG.log(
        Level.WARNING,
        "The verification server could not be asked: {0}",
        causeOf(failure).getClass().getName());
    return Verdict.UNKNOWN;
  }

  private static Throwable causeOf(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static String withoutSlash(URI address) {
    String text = address.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** For the circuit breaker, which wants a reason. */
  private static final class NoVerdictException extends Exception {

    private static final long serialVersionUID = 1L;

    NoVerdictException() {
      super("no verdict", null, false, false);
    }
  }
}
