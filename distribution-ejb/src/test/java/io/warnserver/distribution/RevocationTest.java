package io.warnserver.distribution;

import static io.warnserver.distribution.TestServer.COUNTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.revocation.Revocation;
import io.warnserver.distribution.revocation.RevocationOrder;
import io.warnserver.distribution.revocation.RevocationRefusedException;
import io.warnserver.distribution.testing.ArrivingKey;
import io.warnserver.distribution.testing.InMemoryStore;
import io.warnserver.distribution.testing.InMemoryStore.StoredObject;
import io.warnserver.distribution.testing.OneKeyPhone;
import io.warnserver.distribution.testing.TestSigningKeys;
import io.warnserver.distribution.testing.TreeWalk;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.KeyData;
import io.warnserver.leases.RunOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The one exception to "what was published stays": removed keys are in no package any more and
 * never come back, all others are where they were, and the apps are told which packages to forget.
 */
class RevocationTest {

  private static final Instant FIRST = Instant.parse("2026-03-02T10:00:00Z");
  private static final Instant LAST = Instant.parse("2026-03-03T03:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String[] SETTINGS = {
    "warn.supported-countries", "AT,DE,FR", "warn.distribution.min-keys", "3"
  };

  private final TestServer server = new TestServer(SETTINGS);
  private final List<ArrivingKey> all = new ArrayList<>();
  private List<ArrivingKey> early;
  private SortedMap<String, StoredObject> before;

  @BeforeEach
  void publishADay() {
    early = server.keys.readyAt(FIRST, 4).stream().map(key -> key.visiting("AT", "DE")).toList();
    all.addAll(early);
    for (int hour = 1; hour < 14; hour += 3) {
      all.addAll(server.keys.readyAt(FIRST.plus(HOUR.multipliedBy(hour)), 4));
    }
    for (int hour = 1; hour < 14; hour += 2) {
      all.add(
          server.keys.readyAt(FIRST.plus(HOUR.multipliedBy(hour))).from("FR").visiting("AT", "FR"));
    }
    server.arrive(all);
    server.completeHourly(FIRST.plus(HOUR), LAST);
    before = server.store.objects();
  }

  @Test
  void allKeysOfAPackage_areGoneFromEveryPackageAndTheOthersAreWhereTheyWere() throws Exception {
    server.revoke(RevocationOrder.ofAll(hour("DE", 10)));

    RunResult result = server.completeAfter(LAST);

    // Hours and days of AT, DE and EUR.
    assertThat(result.packages()).isEqualTo(6);
    assertPublished(data(early));
    assertThat(server.hour("DE", "2026-03-02", 10).keys()).isEmpty();
    assertThat(server.completeAfter(LAST).objects()).isZero();
  }

  @Test
  void someKeysOfAPackage_areGoneAndTheOthersStayAlthoughTheyAreFewerThanTheMinimum()
      throws Exception {
    Set<String> removed = data(early.subList(0, 2));
    server.revoke(RevocationOrder.of(hour("AT", 10), keyData(removed)));

    server.completeAfter(LAST);

    assertPublished(removed);
    assertThat(server.hour("DE", "2026-03-02", 10).keyData()).isEqualTo(data(early.subList(2, 4)));
  }

  @Test
  void dayPackage_canBeRevokedWithAllItsHours() throws Exception {
    Set<String> removed = server.day("AT", "2026-03-02").keyData();
    server.revoke(RevocationOrder.ofAll(PackageWindow.ofDay("AT", number(FIRST))));

    server.completeAfter(LAST);

    assertThat(removed).hasSize(10);
    assertPublished(removed);
  }

  @Test
  void oldETags_areListedForBothGenerationsAndNoneOfThemIsThereAnyMore() throws Exception {
    assertThat(PublishedRevocations.in(server.store)).isEmpty();
    server.revoke(RevocationOrder.ofAll(hour("DE", 10)));

    server.completeAfter(LAST);

    SortedSet<String> changed = PublishedRevocations.changed(before, server.store.objects());
    assertThat(changed).hasSize(6).anyMatch(line -> line.startsWith("EUR 2026-03-02 10 \""));
    assertThat(PublishedRevocations.in(server.store)).isEqualTo(changed);
    assertThat(server.revocations())
        .singleElement()
        .satisfies(
            revocation -> {
              assertThat(revocation.state()).isEqualTo(Revocation.State.COMPLETE);
              assertThat(revocation.window()).contains(hour("DE", 10));
              assertThat(revocation.wholePackage()).isTrue();
              assertThat(revocation.removedKeys()).isEqualTo(4);
              assertThat(revocation.packages()).hasSize(6);
            });
  }

  @Test
  void removedPackages_arePutBeforeTheConfigurationThatNamesThem() throws Exception {
    server.revoke(RevocationOrder.ofAll(hour("DE", 10)));
    server.store.forgetSteps();

    server.completeAfter(LAST);

    assertThat(server.store.steps())
        .containsExactly(
            "put ledger-marker",
            "put " + COUNTRY + "/AT/date/2026-03-02/hour/10",
            "put " + COUNTRY + "/DE/date/2026-03-02/hour/10",
            "put " + COUNTRY + "/EUR/date/2026-03-02/hour/10",
            "put " + COUNTRY + "/AT/date/2026-03-02",
            "put " + COUNTRY + "/DE/date/2026-03-02",
            "put " + COUNTRY + "/EUR/date/2026-03-02",
            "put version/v1/configuration/country/DE/app_config",
            "put version/v1/app_config_android",
            "put version/v1/app_config_ios");
  }

  @Test
  void removedKey_isNotPublishedWhenItIsHandedInAgain() throws Exception {
    server.revoke(RevocationOrder.ofAll(hour("DE", 10)));
    server.completeAfter(LAST);
    List<ArrivingKey> fresh = server.keys.readyAt(LAST, 3);
    all.addAll(fresh);

    server.arrive(early.stream().map(key -> key.submittedAt(LAST)).toList());
    server.arrive(fresh);
    // As the federation brings it.
    server.completeAfter(LAST.plus(HOUR));
    server.arrive(early.get(0).from("FR").visiting("AT").submittedAt(LAST.plus(HOUR)));
    server.completeHourly(LAST.plus(HOUR.multipliedBy(2)), LAST.plus(HOUR.multipliedBy(5)));

    assertPublished(data(early));
    assertThat(server.counted("warn.distribution.keys.revoked_dropped")).isEqualTo(5);
    assertThat(server.revocations()).extracting(Revocation::cameAgain).containsExactly(5);
    assertThat(server.database.number("select count(*) from incoming_key")).isZero();
  }

  @Test
  void removedKey_doesNotComeBackWithOtherSettingsOrALostBucket() throws Exception {
    server.revoke(RevocationOrder.ofAll(hour("DE", 10)));
    server.completeAfter(LAST);
    SortedMap<String, StoredObject> revoked = server.store.objects();

    server.set("warn.supported-countries", "AT,DE,FR", "warn.distribution.min-keys", "1");
    server.arrive(early);
    server.completeAfter(LAST);
    server.store = new InMemoryStore();
    server.completeAfter(LAST);

    assertThat(server.store.objects()).isEqualTo(revoked);
    assertPublished(data(early));
  }

  @Test
  void bucketLostTogetherWithTheRevocation_isFilledWithoutTheKeysAndTheOldETagsAreListed()
      throws Exception {
    server.store = new InMemoryStore();
    server.revoke(RevocationOrder.ofAll(hour("DE", 10)));

    server.completeAfter(LAST);

    assertPublished(data(early));
    assertThat(PublishedRevocations.in(server.store))
        .hasSize(6)
        .isEqualTo(PublishedRevocations.changed(before, server.store.objects()));
  }

  @Test
  void secondRevocationOfTheSame_changesNothing() throws Exception {
    RevocationOrder order = RevocationOrder.of(hour("DE", 10), keyData(data(early)));
    server.revoke(order);
    server.completeAfter(LAST);
    SortedMap<String, StoredObject> after = server.store.objects();

    server.revoke(order);
    server.revoke(RevocationOrder.ofAll(hour("DE", 10)));
    server.completeAfter(LAST);

    assertThat(server.store.objects()).isEqualTo(after);
    assertThat(server.revocations()).extracting(Revocation::removedKeys).containsExactly(4, 0, 0);
    assertThat(server.revocations())
        .extracting(Revocation::state)
        .containsOnly(Revocation.State.COMPLETE);
  }

  @Test
  void packageRevokedTwice_hasBothETagsListed() throws Exception {
    server.revoke(RevocationOrder.of(hour("DE", 10), keyData(data(early.subList(0, 1)))));
    server.completeAfter(LAST);
    SortedSet<String> expected = PublishedRevocations.changed(before, server.store.objects());
    SortedMap<String, StoredObject> between = server.store.objects();

    server.revoke(RevocationOrder.of(hour("DE", 10), keyData(data(early.subList(1, 2)))));
    server.completeAfter(LAST);

    expected.addAll(PublishedRevocations.changed(between, server.store.objects()));
    assertThat(expected).hasSize(12);
    assertThat(PublishedRevocations.in(server.store)).isEqualTo(expected);
    assertPublished(data(early.subList(0, 2)));
  }

  @Test
  void keysNamedAlone_areRemovedWhereverTheyAreAlsoWhereTheyWait() throws Exception {
    ArrivingKey waiting = server.keys.readyAt(LAST);
    ArrivingKey unknown = server.keys.readyAt(LAST.plus(HOUR));
    server.arrive(waiting);
    server.completeAfter(LAST.plus(HOUR));
    assertThat(server.database.number("select count(*) from known_key")).isEqualTo(32);

    server.revoke(RevocationOrder.of(keyData(data(List.of(waiting, unknown, early.get(3))))));
    server.completeAfter(LAST.plus(HOUR));
    server.arrive(unknown);
    List<ArrivingKey> others = server.keys.readyAt(LAST.plus(HOUR), 3);
    server.arrive(others);
    all.addAll(others);
    server.completeAfter(LAST.plus(HOUR.multipliedBy(2)));

    assertPublished(data(List.of(early.get(3))));
    assertThat(server.hour("DE", "2026-03-03", 4).keyData()).isEqualTo(data(others));
    assertThat(server.revocations()).extracting(Revocation::removedKeys).containsExactly(2);
    assertThat(server.database.number("select count(*) from known_key")).isEqualTo(33);
    assertThat(server.database.number("select count(*) from revocation_key")).isZero();
  }

  @Test
  void treeThatLosesItsLastKey_leavesTheIndexAndItsETagsAreListed() throws Exception {
    server.revoke(RevocationOrder.ofAll(PackageWindow.ofDay("DE", number(FIRST))));

    server.completeAfter(LAST);

    assertThat(server.trees()).doesNotContain("DE");
    assertThat(server.day("DE", "2026-03-02").keyData())
        .as("an index that a cache has may name it")
        .isEmpty();
    assertThat(server.completeAfter(LAST).objects()).isZero();

    server.completeAfter(LAST.plus(HOUR));

    assertThat(server.store.paths()).noneMatch(path -> path.startsWith(COUNTRY + "/DE/"));
    assertThat(PublishedRevocations.in(server.store))
        .anyMatch(line -> line.startsWith("DE 2026-03-02 \""));
  }

  /** A cache may still have the index. */
  @Test
  void packageThatNoIndexNamesAnyMore_isPutWithoutTheKeysAsLongAsItIsThere() throws Exception {
    server.set(
        "warn.supported-countries", "AT,DE,FR",
        "warn.distribution.min-keys", "3",
        "warn.distribution.hour-retention-days", "1");
    Instant midnight = LAST.plus(HOUR.multipliedBy(21));
    server.completeAfter(midnight);
    String hour = COUNTRY + "/DE/date/2026-03-02/hour/10";
    assertThat(server.unlisted()).contains(hour);
    server.revoke(RevocationOrder.of(keyData(data(List.of(early.get(0))))));

    server.completeAfter(midnight);

    assertThat(server.unlisted()).contains(hour);
    assertThat(server.hour("DE", "2026-03-02", 10).keyData()).isEqualTo(data(early.subList(1, 4)));
    assertThat(server.completeAfter(midnight).objects()).isZero();
  }

  @Test
  void packageThatIsNotThere_isRefused() {
    for (PackageWindow window :
        List.of(
            hour("DE", 3),
            hour("XX", 10),
            PackageWindow.ofDay("DE", number(LAST)),
            PackageWindow.ofDay("DE", number(FIRST.minus(Duration.ofDays(1)))))) {
      assertThatThrownBy(() -> server.revoke(RevocationOrder.ofAll(window)))
          .isInstanceOfSatisfying(
              RevocationRefusedException.class,
              e ->
                  assertThat(e.reason())
                      .isEqualTo(RevocationRefusedException.Reason.NO_SUCH_PACKAGE));
    }
    assertThat(server.revocations()).isEmpty();
  }

  @Test
  void keyThatIsNotInThePackage_isRefusedWithAllOthers() {
    Set<KeyData> keys = keyData(data(early));
    keys.addAll(keyData(data(server.keys.readyAt(LAST, 2))));

    assertThatThrownBy(() -> server.revoke(RevocationOrder.of(hour("DE", 10), keys)))
        .isInstanceOfSatisfying(
            RevocationRefusedException.class,
            e ->
                assertThat(e.reason())
                    .isEqualTo(RevocationRefusedException.Reason.KEYS_NOT_IN_PACKAGE))
        .hasMessage("2 of 6 keys are not in that package");
    assertThat(server.revocations()).isEmpty();
    assertThat(server.database.number("select count(*) from revocation_key")).isZero();
  }

  @Test
  void publishingThatIsPaused_revokesWhenItIsResumed() throws Exception {
    server.pause();
    server.revoke(RevocationOrder.ofAll(hour("DE", 10)));

    assertThat(server.runAfter(LAST).outcome()).isEqualTo(RunOutcome.PAUSED);
    assertThat(server.revocations())
        .extracting(Revocation::state)
        .containsExactly(Revocation.State.REQUESTED);
    server.resume();
    server.completeAfter(LAST);

    assertPublished(data(early));
  }

  @Test
  void countryThatIsNoLongerSupported_doesNotMakeTheConfigurationInvalid() throws Exception {
    server.set("warn.supported-countries", "DE", "warn.distribution.min-keys", "3");
    server.revoke(RevocationOrder.ofAll(hour("DE", 10)));

    RunResult result = server.completeAfter(LAST);

    assertThat(result.configurationFaults()).isEmpty();
    assertThat(PublishedRevocations.in(server.store))
        .anyMatch(line -> line.startsWith("AT 2026-03-02 10 "));
  }

  @Test
  void whatCannotComeBack_isForgottenTwoDaysAfterRetention() throws Exception {
    server.set(
        "warn.supported-countries", "AT,DE,FR",
        "warn.distribution.min-keys", "3",
        "warn.retention-days", "2");
    server.revoke(RevocationOrder.ofAll(hour("DE", 10)));
    server.completeAfter(LAST);
    Instant end = LAST.plus(Duration.ofDays(4));

    server.completeAfter(end);
    assertThat(server.database.number("select count(*) from revoked_key")).isEqualTo(4);
    assertThat(server.database.number("select count(*) from revocation")).isEqualTo(1);
    assertThat(PublishedRevocations.in(server.store)).isEmpty();
    server.completeAfter(end.plus(HOUR));

    assertThat(server.database.number("select count(*) from revoked_key")).isZero();
    assertThat(server.revocations()).isEmpty();
  }

  @Test
  void keysThatAreRemembered_areRememberedAsHashesOnly() throws Exception {
    server.revoke(RevocationOrder.ofAll(hour("DE", 10)));
    server.completeAfter(LAST);

    String rows = String.join("\n", server.database.contents());
    early.forEach(key -> assertThat(rows.contains(key.data())).isFalse());
  }

  /** Each key once in the hours and once in the days of each of its trees, but not these. */
  private void assertPublished(Set<String> removed) {
    PublishingModel model = new PublishingModel(Set.of("AT", "DE", "FR"), 3, 450_000);
    model.play(
        all.stream().filter(key -> key.submissionHour() < number(LAST).value()).toList(),
        number(LAST).value() - 1);
    model
        .hours()
        .forEach(
            (tree, hours) ->
                hours.forEach(
                    (hour, keys) -> {
                      Instant start = new HourNumber(hour).start();
                      keys.removeAll(removed);
                      assertThat(
                              server
                                  .hour(tree, start.toString().substring(0, 10), hour % 24)
                                  .keyData())
                          .as("%s %s", tree, start)
                          .isEqualTo(keys);
                    }));
    model
        .days()
        .forEach(
            (tree, days) ->
                days.forEach(
                    (day, keys) -> {
                      keys.removeAll(removed);
                      assertThat(server.day(tree, day.toString()).keyData())
                          .as("%s %s", tree, day)
                          .isEqualTo(keys);
                    }));
    TreeWalk phone =
        new TreeWalk(
            LocalDate.parse("2026-03-02").datesUntil(LocalDate.parse("2026-03-04")).toList());
    assertThat(phone.walk(path -> content(server.store, path))).isGreaterThan(50);
    OneKeyPhone oneKey =
        new OneKeyPhone(
            "262", "v1", TestSigningKeys.one().all().get(0).certificate().getPublicKey());
    for (String path : server.store.packages()) {
      assertThat(oneKey.refusal(server.store.bytes(path))).as(path).isEmpty();
    }
  }

  private static Optional<byte[]> content(InMemoryStore store, String path) {
    return store.paths().contains(path) ? Optional.of(store.bytes(path)) : Optional.empty();
  }

  private static PackageWindow hour(String tree, int hour) {
    return PackageWindow.ofHour(tree, HourNumber.startOf(LocalDate.parse("2026-03-02")).plus(hour));
  }

  private static HourNumber number(Instant time) {
    return HourNumber.containing(time);
  }

  private static Set<String> data(List<ArrivingKey> keys) {
    return keys.stream().map(ArrivingKey::data).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<KeyData> keyData(Set<String> hex) {
    return hex.stream()
        .map(data -> KeyData.of(HexFormat.of().parseHex(data)))
        .collect(Collectors.toCollection(HashSet::new));
  }
}
