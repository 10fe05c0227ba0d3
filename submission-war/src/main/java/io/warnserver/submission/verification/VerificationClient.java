package io.warnserver.submission.verification;

import io.warnserver.submission.base.StageFailures;
import io.warnserver.submission.tan.Tan;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** Puts a question to the verification server over HTTP. What an answer means, others say. */
final class VerificationClient implements AutoCloseable {

  private static final String TELETAN_TYPE = "X-CWA-TELETAN-TYPE";

  /** They pass results on and never wait; the client's own pool would grow with the requests. */
  private static final int THREADS = 4;

  private final ExecutorService threads;
  private final HttpClient client;
  private final URI address;
  private final Duration longest;
  private final ScheduledExecutorService scheduler;

  /**
   * An answer's head.
   *
   * @param status of HTTP
   * @param isOfAnEvent whether the TAN was given out at an event: it authorises check-ins, not
   *     diagnosis keys
   */
  record Reply(int status, boolean isOfAnEvent) {}

  /**
   * @param container makes the threads
   * @param scheduler says when an answer has stalled
   */
  VerificationClient(
      VerificationSettings settings, ThreadFactory container, ScheduledExecutorService scheduler) {
    threads = Executors.newFixedThreadPool(THREADS, container);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .executor(threads)
            .followRedirects(HttpClient.Redirect.NEVER);
    settings.tls().ifPresent(builder::sslContext);
    client = builder.build();
    // Normal: where the base address ends with a slash there is one all the same.
    address = URI.create(settings.address() + "/version/v1/tan/verify").normalize();
    longest = settings.readTimeout().plus(settings.latePatience());
    this.scheduler = scheduler;
  }

  /**
   * Asks; fails where no answer comes. Asks once more only where no connection came about: nothing
   * has been sent then.
   */
  CompletionStage<Reply> ask(Tan tan) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(longest)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"tan\":\"" + tan.reveal() + "\"}"))
            .build();
    return send(request)
        .exceptionallyCompose(
            failure ->
                StageFailures.causeOf(failure) instanceof ConnectException
                    ? send(request)
                    : CompletableFuture.failedFuture(failure));
  }

  /**
   * The head counts, whatever becomes of the body: the client may find that the connection broke
   * off before it hands out the answer whose head it has read. The client's own result comes on a
   * thread that is not the container's; so it is asked for failures only, and they are handed on.
   */
  private CompletableFuture<Reply> send(HttpRequest request) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    var unused =
        client
            .sendAsync(
                request,
                head -> {
                  IgnoredBody body = new IgnoredBody(scheduler);
                  Optional<String> type = head.headers().firstValue(TELETAN_TYPE);
                  Reply read =
                      new Reply(
                          head.statusCode(), type.filter("EVENT"::equalsIgnoreCase).isPresent());
                  body.getBody().thenRun(() -> reply.complete(read));
                  return body;
                })
            .exceptionallyAsync(
                failure -> {
                  reply.completeExceptionally(StageFailures.causeOf(failure));
                  return null;
                },
                threads);
    return reply;
  }

  /** For what answers lead to; never waits. */
  Executor threads() {
    return threads;
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
