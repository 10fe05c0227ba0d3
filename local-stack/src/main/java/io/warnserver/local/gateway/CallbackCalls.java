package io.warnserver.local.gateway;

import io.warnserver.local.certificates.CertificateRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Calls the subscribers, once per new batch, one after the other (federation gateway protocol,
 * callback). After one try and five retries the subscription is deleted.
 */
final class CallbackCalls implements AutoCloseable {

  private static final int TRIES = 6;
  private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
  private static final int SUCCESS = 200;
  private static final int AFTER_SUCCESS = 300;

  private final Subscriptions subscriptions;
  private final CountryRegister register;
  private final Tls tls;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private volatile Duration pause = Duration.ofMillis(200);

  CallbackCalls(Subscriptions subscriptions, CountryRegister register, Tls tls) {
    this.subscriptions = subscriptions;
    this.register = register;
    this.tls = tls;
  }

  /** How long to wait before a retry. */
  void pause(Duration between) {
    pause = between;
  }

  /** Calls all subscribers soon. */
  void announce(List<Batch> batches) {
    for (Batch batch : batches) {
      for (Subscription subscription : subscriptions.all()) {
        thread.execute(() -> call(subscription, batch));
      }
    }
  }

  private void call(Subscription subscription, Batch batch) {
    Optional<X509Certificate> server =
        register.find(subscription.country(), CertificateRole.CALLBACK);
    try {
      HttpRequest request = request(subscription.address(), batch);
      for (int i = 0; server.isPresent() && i < TRIES; i++) {
        if (i > 0) {
          Thread.sleep(pause.toMillis());
        }
        // A client of its own, so that no connection stays behind.
        if (isSuccess(tls.callbackClient(server.get()), request)) {
          return;
        }
      }
      subscriptions.remove(subscription.country(), subscription.id());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpRequest request(URI address, Batch batch) {
    return HttpRequest.newBuilder(
            URI.create(
                address
                    + "?batchTag="
                    + batch.tag()
                    + "&date="
                    + DateTimeFormatter.ISO_LOCAL_DATE.format(batch.date())))
        .timeout(TIME_LIMIT)
        .build();
  }

  private static boolean isSuccess(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
      return answer.statusCode() >= SUCCESS && answer.statusCode() < AFTER_SUCCESS;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
