package io.warnserver.distribution;

import static io.warnserver.distribution.TestServer.COUNTRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.revocation.RevocationOrder;
import io.warnserver.distribution.testing.ArrivingKey;
import io.warnserver.distribution.testing.PhonePackage;
import io.warnserver.distribution.testing.TestSigningKeys;
import io.warnserver.keys.HourNumber;
import io.warnserver.leases.RunOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes, and when: rows by submission, packages and what indexes name by date. */
class PublishedRetentionTest {

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final TestServer server =
      new TestServer(
          "warn.supported-countries", "AT,DE,FR",
          "warn.distribution.min-keys", "1",
          "warn.retention-days", "3",
          "warn.distribution.hour-retention-days", "1");

  @Test
  void eightDays_keepThreeAndPublishEachKeyOnce() {
    List<ArrivingKey> all = new ArrayList<>();
    for (int hour = 0; hour < 8 * 24; hour++) {
      Instant now = START.plus(HOUR.multipliedBy(hour));
      if (hour % 3 == 0) {
        List<ArrivingKey> keys = server.keys.readyAt(now, 2);
        server.arrive(keys);
        all.addAll(keys);
      }
      server.completeAfter(now.plus(HOUR));
      assertKept(now.plus(HOUR));
    }

    Map<String, Integer> timesInHours = new HashMap<>();
    Map<String, Integer> timesInDays = new HashMap<>();
    server
        .store
        .everPut()
        .forEach(
            (path, bytes) -> {
              if (path.startsWith(COUNTRY + "/DE/")) {
                PhonePackage.open(bytes, TestSigningKeys.one())
                    .keyData()
                    .forEach(
                        key ->
                            (path.contains("/hour/") ? timesInHours : timesInDays)
                                .merge(key, 1, Integer::sum));
              }
            });
    assertThat(timesInHours).hasSize(all.size()).containsKey(all.get(0).data());
    assertThat(timesInHours.values()).containsOnly(1);
    assertThat(timesInDays).hasSize(all.size());
    assertThat(timesInDays.values()).containsOnly(1);
  }

  private void assertKept(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    String firstDay = today.minusDays(3).toString();
    String firstDayOfHours = today.minusDays(1).toString();
    int now0 = Math.toIntExact(now.getEpochSecond() / 3600);
    assertThat(server.days("DE")).allMatch(day -> day.compareTo(firstDay) >= 0).isSorted();
    assertThat(server.days("DE").size()).isLessThanOrEqualTo(3);
    List<String> listed = new ArrayList<>(server.store.packages());
    listed.removeAll(server.unlisted());
    for (String path : listed) {
      String date = path.split("/", -1)[6];
      assertThat(date).isGreaterThanOrEqualTo(firstDay);
      if (path.contains("/hour/")) {
        assertThat(date).isGreaterThanOrEqualTo(firstDayOfHours);
      }
    }
    assertThat(
            server.database.number(
                "select count(*) from known_key where submission_hour < "
                    + ((now0 - 120) / 24 * 24)))
        .isZero();
    assertThat(
            server.database.number(
                "select count(*) from package_keys where package_hour < " + (now0 - 72) / 24 * 24))
        .isZero();
    assertThat(
            server.database.number(
                "select count(*) from key_package where state = 'expired'"
                    + " and (unlisted_at is null or unlisted_at < '"
                    + now
                    + "')"))
        .as("deleted by the next run")
        .isZero();
  }

  @Test
  void shippedRetention_isFourteenDaysAndTwoForHours() {
    server.set("warn.distribution.min-keys", "1");
    server.arrive(server.keys.readyAt(START));
    for (int day = 1; day <= 20; day++) {
      Instant now = START.plus(DAY.multipliedBy(day));
      server.arrive(server.keys.readyAt(now.minus(HOUR)));
      server.completeAfter(now);

      LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
      List<String> days = new ArrayList<>();
      for (int back = Math.min(14, day); back >= 1; back--) {
        days.add(today.minusDays(back).toString());
      }
      assertThat(server.days("DE")).isEqualTo(days);
      assertThat(server.days("EUR")).isEqualTo(days);
      assertThat(server.hours("DE", today.minusDays(1).toString())).hasSize(24);
      assertThat(server.hours("DE", today.minusDays(2).toString())).hasSize(day >= 2 ? 24 : 0);
      assertThat(server.store.paths())
          .doesNotContain(COUNTRY + "/DE/date/" + today.minusDays(4) + "/hour");
      assertThat(server.store.packages())
          .noneMatch(path -> path.contains(today.minusDays(4) + "/hour/"));
    }
  }

  @Test
  void storeThatIsGone_keepsNoRowsLonger() {
    server.arrive(server.keys.readyAt(START, 3));
    server.completeAfter(START.plus(HOUR));
    server.arrive(server.keys.readyAt(START.plus(HOUR)));
    server.store.letRead(path -> false);
    Instant later = START.plus(DAY.multipliedBy(6));

    RunResult failed = server.runAfter(later);

    assertThat(failed.outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(failed.reason()).isEqualTo("the store is gone, as this test wants");
    for (String table : List.of("known_key", "waiting_key", "incoming_key", "package_keys")) {
      assertThat(server.database.number("select count(*) from " + table)).as(table).isZero();
    }
    server.store.letRead(path -> true);
    server.completeAfter(later);
  }

  @Test
  void storeThatIsGoneForARevocation_keepsNoRowsLonger() throws Exception {
    server.arrive(server.keys.readyAt(START, 3));
    server.completeAfter(START.plus(HOUR));
    // As a run leaves it that died before it knew the ETag.
    server.database.execute("update key_package set state = 'planned', etag = null");
    server.revoke(RevocationOrder.ofAll(PackageWindow.ofHour("DE", HourNumber.containing(START))));
    server.store.letRead(path -> !path.startsWith(COUNTRY));

    RunResult failed = server.runAfter(START.plus(DAY.multipliedBy(6)));

    assertThat(failed.outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(server.database.number("select count(*) from known_key")).isZero();
  }

  @Test
  void runThatIsRefused_deletesNoRows() {
    server.arrive(server.keys.readyAt(START, 3));
    server.completeAfter(START.plus(HOUR));
    server.database.execute("update publishing set epoch = gen_random_uuid()::text");

    RunResult refused = server.runAfter(START.plus(DAY.multipliedBy(6)));

    assertThat(refused.reason()).isEqualTo("the bucket was written by another database");
    assertThat(server.database.number("select count(*) from known_key")).isEqualTo(3);
  }

  /** A cache may keep an index for five minutes, and a phone downloads what that index names. */
  @Test
  void whatAnIndexNamed_staysUntilNobodyCanHaveThatIndex() {
    server.arrive(server.keys.readyAt(START, 2));
    server.completeHourly(START.plus(HOUR), START.plus(DAY.multipliedBy(4)).minus(HOUR));
    server.arrive(server.keys.readyAt(START.plus(DAY.multipliedBy(3))));
    Instant midnight = START.plus(DAY.multipliedBy(4));
    List<String> named = server.store.packages();
    server.store.forgetSteps();

    server.completeAfter(midnight);
    server.completeAfter(midnight.plus(Duration.ofMinutes(9)));

    assertThat(server.store.steps()).noneMatch(step -> step.startsWith("delete"));
    assertThat(server.store.packages()).containsAll(named);
    String hours = COUNTRY + "/DE/date/2026-03-04/hour";
    assertThat(server.unlisted()).contains(hours);
    assertThat(server.store.bytes(hours))
        .as("who reads it now, and keeps it, asks for nothing that goes in a moment")
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("[]");
    List<String> gone = server.unlisted();

    server.completeAfter(midnight.plus(Duration.ofMinutes(10)));

    assertThat(server.store.paths()).doesNotContainAnyElementsOf(gone);
    assertThat(server.unlisted()).isEmpty();
  }

  @Test
  void treeWithoutKeysWithinRetention_leavesTheIndexAndTheStore() {
    server.arrive(
        server.keys.readyAt(START.plus(HOUR)).from("AT").visiting("AT"),
        server.keys.readyAt(START.plus(HOUR)));
    server.completeHourly(START.plus(HOUR.multipliedBy(2)), START.plus(DAY.multipliedBy(2)));
    server.arrive(server.keys.readyAt(START.plus(DAY.multipliedBy(2))));
    server.completeHourly(
        START.plus(DAY.multipliedBy(2)).plus(HOUR), START.plus(DAY.multipliedBy(4)).minus(HOUR));
    assertThat(server.trees()).containsExactly("AT", "DE", "EUR");

    server.completeAfter(START.plus(DAY.multipliedBy(4)));

    assertThat(server.trees()).containsExactly("DE", "EUR");
    server.completeAfter(START.plus(DAY.multipliedBy(4)).plus(HOUR));
    assertThat(server.store.paths()).noneMatch(path -> path.startsWith(COUNTRY + "/AT/"));
    assertThat(server.database.rows("select distinct tree from key_package order by 1"))
        .containsExactly("DE", "EUR");
  }

  @Test
  void treeThatEnded_beginsAnewWithAKeyAndNotBeforeItsNextHour() {
    server.arrive(server.keys.readyAt(START).from("AT").visiting("AT"));
    server.completeHourly(START.plus(HOUR), START.plus(DAY.multipliedBy(5)));
    assertThat(server.trees()).containsExactly("EUR");
    int next = server.database.number("select next_hour from tree where name = 'AT'");
    // Due long ago, in an hour that AT had a package for.
    ArrivingKey late = server.keys.readyAt(START.plus(DAY.multipliedBy(3)));
    server.arrive(late.from("AT").visiting("AT"));

    server.completeAfter(START.plus(DAY.multipliedBy(5)).plus(HOUR));

    assertThat(server.trees()).containsExactly("AT", "EUR");
    assertThat(
            server.database.number(
                "select package_hour from placed_key where tree = 'AT' and encode(key_data, 'hex') = '"
                    + late.data()
                    + "'"))
        .isGreaterThanOrEqualTo(next);
    List<String> paths =
        server.store.packages().stream().filter(path -> path.contains("/AT/")).toList();
    assertThat(paths).isNotEmpty();
    assertThat(paths)
        .allSatisfy(
            path ->
                assertThat(
                        PhonePackage.open(server.store.bytes(path), TestSigningKeys.one())
                            .start()
                            .getEpochSecond())
                    .isGreaterThanOrEqualTo(next * 3600L));
  }

  @Test
  void weeksOfDownTime_endInAWholeTreeWithinRetention() {
    server.arrive(server.keys.readyAt(START, 3));
    server.completeAfter(START.plus(HOUR));
    ArrivingKey waiting = server.keys.readyAt(START.plus(HOUR));
    server.arrive(waiting);
    Instant back = START.plus(DAY.multipliedBy(20)).plus(HOUR.multipliedBy(9));
    ArrivingKey fresh = server.keys.readyAt(back.minus(HOUR));
    server.arrive(fresh);

    server.completeAfter(back);

    assertThat(server.days("DE")).containsExactly("2026-03-19", "2026-03-20", "2026-03-21");
    assertThat(server.hours("DE", "2026-03-22")).hasSize(9);
    assertThat(server.hour("DE", "2026-03-22", 8).keyData()).containsExactly(fresh.data());
    assertThat(server.database.rows("select encode(key_data, 'hex') from known_key"))
        .as("rows go by submission")
        .containsExactly(fresh.data());
    // Hours of past days go once their day is published: with the next run at the latest.
    server.completeAfter(back);
    assertKept(back);
  }

  @Test
  void keysThatWaitedTooLong_areDeletedUnpublishedWithTheirTree() {
    server.set("warn.distribution.min-keys", "140", "warn.retention-days", "3");
    server.arrive(server.keys.readyAt(START));
    server.completeHourly(START.plus(HOUR), START.plus(DAY.multipliedBy(3)).plus(HOUR));
    assertThat(server.database.number("select count(*) from waiting_key")).isZero();

    server.completeAfter(START.plus(DAY.multipliedBy(3)).plus(HOUR.multipliedBy(2)));

    assertThat(server.trees()).containsExactly("EUR");
    assertThat(server.store.packages()).isSubsetOf(server.unlisted());

    // It may begin anew on the same day.
    Instant anew = START.plus(DAY.multipliedBy(3)).plus(HOUR.multipliedBy(5));
    server.arrive(server.keys.readyAt(anew, 140));
    server.completeAfter(START.plus(DAY.multipliedBy(4)));
    assertThat(server.days("DE")).containsExactly("2026-03-05");
    assertThat(server.day("DE", "2026-03-05").keys()).hasSize(140);
    assertThat(server.hours("DE", "2026-03-05")).hasSize(19).startsWith("5");
  }
}
