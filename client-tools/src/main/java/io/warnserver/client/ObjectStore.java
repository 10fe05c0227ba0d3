package io.warnserver.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads objects by plain HTTP, as through the content delivery network. */
final class ObjectStore {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient client = BaseUrl.client();
  private final BaseUrl base;

  ObjectStore(BaseUrl base) {
    this.base = base;
  }

  /**
   * One object, or nothing if the store has none (404).
   *
   * @param limit the most bytes to read
   * @throws IOException for every other answer than 200 and 404, a longer object, and one that is
   *     not there in full within a minute
   */
  Optional<HttpResponse<byte[]>> get(String path, int limit)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).GET().build();
    // The request's own timeout ends with the headers; this one covers the body too.
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(request, head -> limited(limit));
    HttpResponse<byte[]> answer;
    try {
      answer = exchange.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw base.failure(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + TIMEOUT.toSeconds() + " s", e);
    } finally {
      exchange.cancel(true);
    }
    return switch (answer.statusCode()) {
      case 200 -> Optional.of(answer);
      case 404 -> Optional.empty();
      default -> throw new IOException("the store answers " + answer.statusCode());
    };
  }

  /** Gives up as soon as the body is longer. */
  private static BodySubscriber<byte[]> limited(int limit) {
    return BodySubscribers.mapping(
        BodySubscribers.ofInputStream(),
        stream -> {
          try (InputStream body = stream) {
            byte[] bytes = body.readNBytes(limit + 1);
            if (bytes.length > limit) {
              throw new IOException("it is longer than " + limit + " bytes");
            }
            return bytes;
          } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
          }
        });
  }
}
