package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.ArrivingKey;
import io.warnserver.distribution.testing.PhonePackage;
import io.warnserver.distribution.testing.TestSigningKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Days of submissions with a run each hour, and with hours in which the server is down: what is
 * published is exactly what the policies say, whatever the runs were.
 */
class SimulatedDaysTest {

  private static final Instant START = Instant.parse("2026-03-02T05:00:00Z");
  private static final Set<String> SUPPORTED = Set.of("AT", "DE", "FR");
  private static final Pattern PATH =
      Pattern.compile(".*/country/([A-Z]+)/date/([0-9-]+)(?:/hour/([0-9]+))?");

  private final List<ArrivingKey> submitted = new ArrayList<>();

  @ParameterizedTest(name = "{0} keys an hour for {1} hours, {2} to {3} in a package")
  @CsvSource({
    "2, 100, 140, 450000",
    "139, 60, 140, 450000",
    "140, 60, 140, 450000",
    "500, 60, 140, 450000",
    "60, 72, 10, 700",
    "300, 50, 140, 1000",
    "3, 60, 1, 450000"
  })
  void everyKey_isInExactlyThePackagesThatThePoliciesSay(
      int keysAnHour, int hours, int min, int max) {
    TestServer server =
        new TestServer(
            "warn.supported-countries", String.join(",", SUPPORTED),
            "warn.distribution.min-keys", String.valueOf(min),
            "warn.distribution.max-keys", String.valueOf(max),
            "warn.distribution.hour-retention-days", "30");
    PublishingModel model = new PublishingModel(SUPPORTED, min, max);
    Instant now = START;
    for (int hour = 0; hour < hours; hour++) {
      submit(server, now, keysAnHour);
      now = now.plus(Duration.ofHours(1));
      // Down for half a day, over midnight.
      if (hour < 14 || hour >= 26) {
        server.completeAfter(now);
      }
    }
    model.play(submitted, Math.toIntExact(now.getEpochSecond() / 3600) - 1);

    Published published = Published.of(server);
    assertThat(published.hours).isEqualTo(model.hours());
    assertThat(published.days).isEqualTo(model.days());
    assertEachKeyIsOnceInEachTreeOrWaits(server, published, model);
    assertIndexesNameAll(server, model);
    assertThat(server.store.steps())
        .as("nothing is put twice")
        .filteredOn(step -> PATH.matcher(step).matches())
        .doesNotHaveDuplicates();
  }

  /** Of all ages, of here and elsewhere; some can still be used, for up to a day. */
  private void submit(TestServer server, Instant hour, int count) {
    List<ArrivingKey> arriving = new ArrayList<>();
    Instant midnight = Instant.ofEpochSecond(hour.getEpochSecond() / 86_400 * 86_400);
    for (int i = 0; i < count; i++) {
      ArrivingKey key = server.keys.readyAt(hour);
      int kind = submitted.size() + i;
      key =
          switch (kind % 5) {
            case 0 -> key.expiringAt(midnight.plus(Duration.ofDays(1)));
            case 1 -> key.expiringAt(hour.plus(Duration.ofMinutes(10L * (kind % 7))));
            default -> key.expiringAt(midnight.minus(Duration.ofDays(kind % 13)));
          };
      key =
          switch (kind % 11) {
            case 0, 1 -> key.visiting("AT", "DE");
            case 2 -> key.visiting("AT", "DE", "FR");
            case 3 -> key.from("AT").visiting("AT", "FR");
            case 4 -> key.from("FR").visiting("DE", "FR");
            case 5 -> key.visiting();
            case 6 -> key.from("AT").visiting();
            default -> key;
          };
      arriving.add(key);
    }
    submitted.addAll(arriving);
    server.arrive(arriving);
    // The same once more, as from a phone that did not get the answer.
    server.arrive(arriving.subList(0, count / 2));
  }

  private void assertEachKeyIsOnceInEachTreeOrWaits(
      TestServer server, Published published, PublishingModel model) {
    Map<String, Integer> waiting = server.waiting();
    for (String tree : List.of("AT", "DE", "EUR", "FR")) {
      List<String> inHours = new ArrayList<>();
      published.hours.getOrDefault(tree, new TreeMap<>()).values().forEach(inHours::addAll);
      assertThat(inHours).as("hours of %s", tree).doesNotHaveDuplicates();
      List<String> inDays = new ArrayList<>();
      published.days.getOrDefault(tree, new TreeMap<>()).values().forEach(inDays::addAll);
      assertThat(inDays).as("days of %s", tree).doesNotHaveDuplicates();
      assertThat(inHours.size() + waiting.getOrDefault(tree, 0))
          .as("keys of %s", tree)
          .isEqualTo(submitted.stream().filter(key -> model.treesOf(key).contains(tree)).count());
    }
  }

  private static void assertIndexesNameAll(TestServer server, PublishingModel model) {
    List<String> countries = new ArrayList<>(model.hours().keySet());
    countries.remove("EUR");
    countries.add("EUR");
    assertThat(server.trees()).isEqualTo(countries);
    model
        .hours()
        .forEach(
            (tree, hours) -> {
              SortedMap<LocalDate, List<String>> byDay = new TreeMap<>();
              hours
                  .keySet()
                  .forEach(
                      hour ->
                          byDay
                              .computeIfAbsent(
                                  LocalDate.ofEpochDay(hour / 24), day -> new ArrayList<>())
                              .add(String.valueOf(hour % 24)));
              byDay.forEach(
                  (day, ofDay) -> assertThat(server.hours(tree, day.toString())).isEqualTo(ofDay));
              assertThat(server.days(tree))
                  .isEqualTo(
                      model.days().getOrDefault(tree, new TreeMap<>()).keySet().stream()
                          .map(LocalDate::toString)
                          .toList());
            });
  }

  /** What the packages in the store hold, each opened as a phone does. */
  private record Published(
      SortedMap<String, SortedMap<Integer, Set<String>>> hours,
      SortedMap<String, SortedMap<LocalDate, Set<String>>> days) {

    static Published of(TestServer server) {
      Published published = new Published(new TreeMap<>(), new TreeMap<>());
      server
          .store
          .packages()
          .forEach(
              path ->
                  published.add(
                      path, PhonePackage.open(server.store.bytes(path), TestSigningKeys.one())));
      return published;
    }

    private void add(String path, PhonePackage opened) {
      Matcher place = PATH.matcher(path);
      assertThat(place.matches()).isTrue();
      String tree = place.group(1);
      LocalDate day = LocalDate.parse(place.group(2));
      assertThat(opened.region()).isEqualTo(tree);
      if (place.group(3) == null) {
        days.computeIfAbsent(tree, t -> new TreeMap<>()).put(day, opened.keyData());
        assertThat(opened.start()).isEqualTo(Instant.parse(day + "T00:00:00Z"));
        assertThat(opened.end()).isEqualTo(opened.start().plus(Duration.ofDays(1)));
      } else {
        int hour = Math.toIntExact(day.toEpochDay() * 24) + Integer.parseInt(place.group(3));
        hours.computeIfAbsent(tree, t -> new TreeMap<>()).put(hour, opened.keyData());
        assertThat(opened.start().getEpochSecond()).isEqualTo(hour * 3600L);
        assertThat(opened.end()).isEqualTo(opened.start().plus(Duration.ofHours(1)));
      }
    }
  }
}
