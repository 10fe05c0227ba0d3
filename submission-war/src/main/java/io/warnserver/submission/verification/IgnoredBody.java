package io.warnserver.submission.verification;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer of which only the head counts. The verification server sends none, or a
 * short one at once; then the connection is there for the next request. One that stalls is cut off,
 * and one that breaks off changes nothing: the TAN is spent when the head has come.
 */
final class IgnoredBody implements BodySubscriber<Void> {

  private static final Duration LIMIT = Duration.ofMillis(250);

  private final ScheduledExecutorService scheduler;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile Future<?> cut = CompletableFuture.completedFuture(null);

  /**
   * @param scheduler says when it has stalled for too long
   */
  IgnoredBody(ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public CompletionStage<Void> getBody() {
    return end;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    cut =
        scheduler.schedule(
            () -> {
              if (end.complete(null)) {
                subscription.cancel();
              }
            },
            LIMIT.toMillis(),
            TimeUnit.MILLISECONDS);
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> part) {
    // Nobody reads it.
  }

  @Override
  public void onError(Throwable failure) {
    onComplete();
  }

  @Override
  public void onComplete() {
    cut.cancel(false);
    end.complete(null);
  }
}
