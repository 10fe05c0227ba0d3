package io.warnserver.local.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks an address whether it answers 200.
 *
 * @param client of HTTP/1.1
 * @param request with a limit of time
 */
public record Probe(HttpClient client, HttpRequest request) {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  static Probe of(URI address) {
    return of(address, HttpClient.newBuilder());
  }

  /** One with what the client has besides, such as TLS. */
  public static Probe of(URI address, HttpClient.Builder client) {
    return new Probe(
        client.version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build(),
        HttpRequest.newBuilder(address).timeout(LIMIT).build());
  }

  /** Whether it does now. */
  public boolean answers200() {
    return status().filter(s -> s == 200).isPresent();
  }

  /** The status; empty where nothing answers. */
  Optional<Integer> status() {
    try {
      return Optional.of(client.send(request, BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
