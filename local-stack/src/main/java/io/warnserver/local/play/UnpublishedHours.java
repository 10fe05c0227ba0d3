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
import java.util.stream.IntStream;

/** Which hours are to be played: the last complete ones that the hour indexes do not name. */
public final class UnpublishedHours {

  /** How many complete hours before now are looked at. */
  public static final int HOURS = HourNumber.PER_DAY;

  private UnpublishedHours() {}

  /**
   * Asks the indexes of today and yesterday of the tree with all keys (key packages, "Paths").
   *
   * @param store the bucket, with a slash at the end
   * @param now the real time
   */
  static List<HourNumber> in(URI store, Instant now) throws InterruptedException {
    LocalDate today = HourNumber.containing(now).day();
    for (LocalDate day : List.of(today, today.minusDays(1))) {
      String path = "version/v1/diagnosis-keys/country/EUR/date/" + day + "/hour";
      Optional<Integer> hour = lastOf(index(store.resolve(path)));
      if (hour.isPresent()) {
        return after(hour.map(HourNumber.startOf(day)::plus), now);
      }
    }
    return after(Optional.empty(), now);
  }

  /**
   * The last complete hours, ascending, without those that are not after the last published one:
   * the application's clock never goes back behind an hour that has been published.
   *
   * @param lastPublished the latest hour with a package; empty where there is none
   */
  static List<HourNumber> after(Optional<HourNumber> lastPublished, Instant now) {
    HourNumber current = HourNumber.containing(now);
    return IntStream.range(-HOURS, 0)
        .mapToObj(current::plus)
        .filter(hour -> lastPublished.isEmpty() || hour.compareTo(lastPublished.get()) > 0)
        .toList();
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
