package io.warnserver.local.gateway;

import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.local.certificates.TlsContexts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Calls the subscribers, once per new batch, one after the other (federation gateway protocol,
 * callback). After one try and five retries the subscription is deleted.
 */
final class CallbackCalls implements AutoCloseable {

  private static final int TRIES = 6;
  private static final long PAUSE_MILLIS = 200;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

  private final Map<String, Subscription> subscriptions;
  private final CountryRegister register;
  private final IssuedCertificate own;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  /**
   * @param own the gateway's certificate for callbacks
   */
  CallbackCalls(
      Map<String, Subscription> subscriptions, CountryRegister register, IssuedCertificate own) {
    this.subscriptions = subscriptions;
    this.register = register;
    this.own = own;
  }

  /** Calls all subscribers soon. */
  void announce(List<Batch> batches) {
    for (Batch batch : batches) {
      for (Subscription subscription : subscriptions.values()) {
        thread.execute(() -> call(subscription, batch));
      }
    }
  }

  private void call(Subscription subscription, Batch batch) {
    Optional<X509Certificate> server =
        register.find(subscription.country(), CertificateRole.CALLBACK);
    String query = "?batchTag=" + batch.tag() + "&date=" + batch.date();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(subscription.address() + query))
            .timeout(TIME_LIMIT)
            .build();
    try {
      for (int i = 0; server.isPresent() && i < TRIES; i++) {
        if (i > 0) {
          Thread.sleep(PAUSE_MILLIS);
        }
        // A client of its own, so that no connection stays behind.
        if (isSuccess(client(server.get()), request)) {
          return;
        }
      }
      subscriptions.remove(subscription.key());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @param server the only server certificate that it trusts
   */
  private HttpClient client(X509Certificate server) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT_LIMIT)
        .sslContext(TlsContexts.mutual(own, server))
        .build();
  }

  private static boolean isSuccess(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
