package io.warnserver.local.play;

import io.warnserver.keys.HourNumber;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads from the hour indexes which hours are published already. */
final class PublishedHours {

  private static final Pattern INDEX = Pattern.compile("\\[(\\d{1,2}(,\\d{1,2}){0,23})?]");

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
    for (LocalDate day : new LocalDate[] {today, today.minusDays(1)}) {
      Optional<HourNumber> found =
          index(store.resolve("version/v1/diagnosis-keys/country/EUR/date/" + day + "/hour"))
              .flatMap(PublishedHours::lastOf)
              .map(HourNumber.startOf(day)::plus);
      if (found.isPresent()) {
        return found;
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
    if (!INDEX.matcher(index).matches()) {
      throw new PlayFailedException("the hour index of EUR is not an array of hours");
    }
    String[] hours = index.substring(1, index.length() - 1).split(",", -1);
    return hours[0].isEmpty()
        ? Optional.empty()
        : Optional.of(Integer.valueOf(hours[hours.length - 1]));
  }

  private static Optional<String> index(URI address) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
      return switch (answer.statusCode()) {
        case 200 -> Optional.of(answer.body());
        case 404 -> Optional.empty();
        default ->
            throw new PlayFailedException("the object store answered " + answer.statusCode());
      };
    } catch (IOException e) {
      throw new PlayFailedException("the object store gave no answer", e);
    }
  }
}
