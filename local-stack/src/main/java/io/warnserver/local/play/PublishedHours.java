package io.warnserver.local.play;

import io.warnserver.keys.HourNumber;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Reads from the hour indexes which hours are published already. */
final class PublishedHours {

  private PublishedHours() {}

  /**
   * The latest published hour of the tree with all keys (key packages, "Paths"), of today or
   * yesterday.
   *
   * @param store the bucket, with a slash at the end
   * @param now the real time
   */
  static Optional<HourNumber> last(URI store, Instant now) throws InterruptedException {
    LocalDate today = HourNumber.containing(now).day();
    for (LocalDate day : List.of(today, today.minusDays(1))) {
      String path = "version/v1/diagnosis-keys/country/EUR/date/" + day + "/hour";
      Optional<Integer> hour = lastOf(index(store.resolve(path)));
      if (hour.isPresent()) {
        return hour.map(HourNumber.startOf(day)::plus);
      }
    }
    return Optional.empty();
  }

  /**
   * The last hour of an index.
   *
   * @throws PlayFailedException for what is no index of hours
   */
  static Optional<Integer> lastOf(String index) {
    try (JsonReader json = Json.createReader(new StringReader(index))) {
      JsonArray hours = json.readArray();
      return hours.isEmpty() ? Optional.empty() : Optional.of(hours.getInt(hours.size() - 1));
    } catch (RuntimeException e) {
      throw new PlayFailedException("the hour index of EUR is not an array of hours", e);
    }
  }

  private static String index(URI address) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
      return switch (answer.statusCode()) {
        case 200 -> answer.body();
        case 404 -> "[]";
        default ->
            throw new PlayFailedException("the object store answered " + answer.statusCode());
      };
    } catch (IOException e) {
      throw new PlayFailedException("the object store gave no answer", e);
    }
  }
}
