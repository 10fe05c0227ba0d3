package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.ArrivingKey;
import io.warnserver.distribution.testing.CountingStore;
import io.warnserver.distribution.testing.TestKeys;
import io.warnserver.testing.LongTests;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Thirty days, more than twice the retention, with a run each hour: each key comes exactly once in
 * each of its trees, in the hour that the policies say.
 *
 * <p>The usual build plays a few days at the lowest rates, and one day of the others; what expires
 * is played by {@link PublishedRetentionTest}. Long tests play all thirty days of each.
 */
class ThirtyDaysTest {

  private static final Instant START = Instant.parse("2026-03-02T05:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int DAYS = 30;
  private static final int MIN = 140;
  private static final int MANY = 5_000;

  private final CountedServer server = new CountedServer("warn.supported-countries", "AT,DE");

  @ParameterizedTest(name = "{0} keys an hour")
  @CsvSource({"2, 4", "10, 2", "139, 1", "140, 1"})
  void everyKey_isInExactlyTheHourAndDayThatThePoliciesSay(int keysAnHour, int shortDays) {
    TestKeys keys = new TestKeys();
    List<ArrivingKey> submitted = new ArrayList<>();
    Instant now = START;
    for (int hour = 0; hour < days(shortDays) * 24; hour++) {
      List<ArrivingKey> ofHour = new ArrayList<>();
      for (int i = 0; i < keysAnHour; i++) {
        ArrivingKey key = keys.readyAt(now);
        ofHour.add(i % 2 == 0 ? key.visiting("AT", "DE") : key);
      }
      server.database.arrive(ofHour);
      submitted.addAll(ofHour);
      now = now.plus(HOUR);
      server.completeAfter(now);
    }

    PublishingModel model = new PublishingModel(Set.of("AT", "DE"), MIN, 450_000);
    model.play(submitted, CountedServer.number(now) - 1);
    SortedMap<String, List<Long>> expected = new TreeMap<>();
    model
        .hours()
        .forEach(
            (tree, hours) ->
                hours.forEach(
                    (hour, content) ->
                        expected.put(
                            "%s/date/%s/hour/%d"
                                .formatted(tree, LocalDate.ofEpochDay(hour / 24), hour % 24),
                            known(content))));
    model
        .days()
        .forEach(
            (tree, days) ->
                days.forEach(
                    (day, content) -> expected.put(tree + "/date/" + day, known(content))));
    SortedMap<String, List<Long>> published = new TreeMap<>();
    server
        .store
        .everPut()
        .forEach((path, content) -> published.put(path, Arrays.stream(content).boxed().toList()));
    assertThat(published).isEqualTo(expected);
    for (String tree : List.of("AT", "DE", "EUR")) {
      long waiting = server.waiting().getOrDefault(tree, 0);
      long[] inHours = server.keys(tree, false);
      CountedServer.assertDistinct(tree, inHours);
      CountedServer.assertDistinct(tree, server.keys(tree, true));
      assertThat(inHours.length + waiting)
          .isEqualTo(submitted.stream().filter(key -> model.treesOf(key).contains(tree)).count());
    }
  }

  /** Made, counted and compared as numbers: more keys than the model of the policies can hold. */
  @Test
  void manyKeysAnHour_areEachOnceInEachTree() {
    int days = days(1);
    Instant midnight = Instant.parse("2026-03-02T00:00:00Z");
    for (int hour = 0; hour < days * 24; hour++) {
      Instant now = midnight.plus(HOUR.multipliedBy(hour));
      server.arrive(now, MANY);
      server.completeAfter(now.plus(HOUR));
    }

    int hours = days * 24;
    for (String tree : List.of("AT", "DE", "EUR")) {
      int anHour = tree.equals("AT") ? MANY / 2 : MANY;
      for (int hour = 0; hour < hours; hour++) {
        Instant now = midnight.plus(HOUR.multipliedBy(hour));
        String path =
            "%s/date/%s/hour/%d".formatted(tree, now.toString().substring(0, 10), hour % 24);
        assertThat(server.count(path)).as(path).isEqualTo(anHour);
        assertThat(server.countDue(path, now)).as(path).isEqualTo(anHour);
      }
      long[] inHours = server.keys(tree, false);
      assertThat(inHours).hasSize(hours * anHour);
      CountedServer.assertDistinct(tree, inHours);
      assertThat(server.keys(tree, true)).isEqualTo(inHours);
    }
    assertThat(server.store.everPut()).hasSize(3 * (hours + days));
    assertThat(server.waiting()).isEmpty();
  }

  private static int days(int shortDays) {
    return LongTests.askedFor() ? DAYS : shortDays;
  }

  private static List<Long> known(Collection<String> keys) {
    return keys.stream().map(CountingStore::known).toList();
  }
}
