package io.warnserver.submission.verification;

import io.warnserver.keystores.ClientTls;
import io.warnserver.submission.base.StageFailures;
import io.warnserver.submission.base.SubmissionThreads;
import io.warnserver.submission.tan.Tan;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Puts a question to the verification server over HTTP. What an answer means, others say. */
final class VerificationClient {

  /** The verification server sends no body, or a short one at once. */
  private static final Duration BODY_LIMIT = Duration.ofMillis(250);

  private static final String TELETAN_TYPE = "X-CWA-TELETAN-TYPE";

  private final SubmissionThreads threads;
  private final HttpClient client;
  private final URI address;
  private final Duration longest;

  /** An answer's HTTP status, and whether the TAN was given out at an event: not for keys. */
  record Reply(int status, boolean isOfAnEvent) {

    private static Reply of(ResponseInfo head) {
      Optional<String> type = head.headers().firstValue(TELETAN_TYPE);
      return new Reply(head.statusCode(), type.filter("EVENT"::equalsIgnoreCase).isPresent());
    }
  }

  VerificationClient(VerificationSettings settings, SubmissionThreads threads) {
    this.threads = threads;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .executor(threads.answered())
            .followRedirects(HttpClient.Redirect.NEVER);
    settings.tls().map(ClientTls::context).ifPresent(builder::sslContext);
    client = builder.build();
    // Normal: where the base address ends with a slash there is one all the same.
    address = URI.create(settings.address() + "/version/v1/tan/verify").normalize();
    longest = settings.readTimeout().plus(settings.latePatience());
  }

  /** Fails without an answer; asks once more where no connection came about: nothing was sent. */
  CompletableFuture<Reply> ask(Tan tan) {
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
   * The head counts, whatever becomes of the body: the TAN is spent when the head has come. Where
   * the body ends soon the connection serves the next question; one that stalls is cut off. The
   * client's own result comes on a thread that is not the container's; so it is asked for failures
   * only, and they are handed on.
   */
  private CompletableFuture<Reply> send(HttpRequest request) {
    CompletableFuture<Reply> head = new CompletableFuture<>();
    CompletableFuture<Void> end = new CompletableFuture<>();
    CompletableFuture<?> sent =
        client.sendAsync(
            request,
            info -> {
              head.complete(Reply.of(info));
              BodySubscriber<Void> body = BodySubscribers.discarding();
              body.getBody().whenComplete((nothing, failure) -> end.complete(null));
              return body;
            });
    var unused =
        sent.exceptionallyAsync(
            failure -> {
              head.completeExceptionally(StageFailures.causeOf(failure));
              end.complete(null);
              return null;
            },
            threads.answered());
    return head.thenCompose(
        reply -> {
          Future<?> cut =
              threads.after(
                  BODY_LIMIT,
                  () -> {
                    if (end.complete(null)) {
                      sent.cancel(true);
                    }
                  });
          return end.thenApply(
              ended -> {
                cut.cancel(false);
                return reply;
              });
        });
  }
}
