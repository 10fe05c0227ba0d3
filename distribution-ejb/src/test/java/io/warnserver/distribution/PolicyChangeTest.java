package io.warnserver.distribution;

import static io.warnserver.distribution.TestServer.COUNTRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.ArrivingKey;
import io.warnserver.distribution.testing.InMemoryStore.StoredObject;
import io.warnserver.distribution.testing.PhonePackage;
import io.warnserver.distribution.testing.TestSigningKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Settings that an operator changes between two runs: what was published stays byte for byte, what
 * comes afterwards follows the new values, and no key comes twice in a tree (key packages, policy
 * 4).
 */
class PolicyChangeTest {

  private static final String DAY = "2026-03-02";
  private static final String MIN = "warn.distribution.min-keys";
  private static final String DELAY = "warn.distribution.expiry-delay";
  private static final String PER_COUNTRY = "warn.distribution.per-country-packages";
  private static final String POLICIES = "warn.distribution.policies";
  private static final String RETENTION = "warn.retention-days";
  private static final String SUPPORTED = "warn.supported-countries";

  private final TestServer server = new TestServer();

  @AfterEach
  void noKeyCameTwiceInATree() {
    for (String tree : List.of("AT", "DE", "EUR")) {
      assertNoneIsTwice(tree + "/date/[0-9-]+/hour/[0-9]+");
      assertNoneIsTwice(tree + "/date/[0-9-]+");
    }
  }

  @Test
  void largerMinimum_holdsForWhatWaitsAndWhatComes() {
    server.set(MIN, "2");
    Set<String> first = arrive(10, 3);
    completeAfter(10);
    Set<String> waiting = arrive(11, 1);
    completeAfter(11);

    SortedMap<String, StoredObject> before = server.store.objects();
    server.set(MIN, "6");
    waiting.addAll(arrive(12, 3));
    completeAfter(12);
    assertThat(inHour("DE", 12)).isEmpty();
    waiting.addAll(arrive(13, 2));
    completeAfter(13);

    assertStay(before);
    assertThat(inHour("DE", 10)).isEqualTo(first);
    assertThat(inHour("DE", 13)).isEqualTo(waiting);
    assertThat(inHour("EUR", 13)).isEqualTo(waiting);
  }

  @Test
  void smallerMinimum_publishesWhatWaitsInTheNextHour() {
    server.set(MIN, "6");
    Set<String> waiting = arrive(10, 3);
    completeAfter(10);
    completeAfter(11);
    assertThat(inHour("DE", 11)).isEmpty();

    SortedMap<String, StoredObject> before = server.store.objects();
    server.set(MIN, "2");
    completeAfter(12);

    assertStay(before);
    assertThat(inHour("DE", 12)).isEqualTo(waiting);
  }

  @Test
  void otherExpiryDelay_holdsForKeysThatComeAfterwards() {
    server.set(MIN, "1");
    // Due at once under both.
    Set<String> first = arrive(10, 2);
    completeAfter(10);

    SortedMap<String, StoredObject> before = server.store.objects();
    server.set(MIN, "1", DELAY, "PT4H");
    ArrivingKey expiring = server.keys.readyAt(hour(11)).expiringAt(hour(11));
    server.arrive(expiring);
    server.completeHourly(hour(12), hour(16));

    assertStay(before);
    assertThat(inHour("DE", 10)).isEqualTo(first);
    assertThat(inHour("DE", 14)).isEmpty();
    assertThat(inHour("DE", 15)).containsExactly(expiring.data());

    before = server.store.objects();
    server.set(MIN, "1", DELAY, "PT0S");
    ArrivingKey next = server.keys.readyAt(hour(16)).expiringAt(hour(17));
    server.arrive(next);
    server.completeHourly(hour(17), hour(18));
    assertStay(before);
    assertThat(inHour("DE", 17)).containsExactly(next.data());
  }

  @Test
  void packagesPerCountry_switchedOnAndOff() {
    server.set(SUPPORTED, "AT,DE", MIN, "1", PER_COUNTRY, "false");
    Set<String> first = arriveVisitingAustria(10);
    completeAfter(10);
    assertThat(server.trees()).containsExactly("DE", "EUR");

    SortedMap<String, StoredObject> before = server.store.objects();
    server.set(SUPPORTED, "AT,DE", MIN, "1", PER_COUNTRY, "true");
    Set<String> second = arriveVisitingAustria(11);
    completeAfter(11);
    assertStay(before);
    assertThat(server.hours("AT", DAY)).containsExactly("11");
    assertThat(inHour("AT", 11)).isEqualTo(second).doesNotContainAnyElementsOf(first);

    before = server.store.objects();
    server.set(SUPPORTED, "AT,DE", MIN, "1", PER_COUNTRY, "false");
    Set<String> third = arriveVisitingAustria(12);
    completeAfter(12);
    assertStay(before);
    // What has begun goes on: every complete hour has a package.
    assertThat(inHour("AT", 12)).isEmpty();
    assertThat(inHour("DE", 12)).isEqualTo(third);
  }

  @Test
  void policiesForTheOwnCountryOnly_publishWhatWaitsElsewhere() {
    server.set(SUPPORTED, "AT,DE", MIN, "3");
    ArrivingKey one = server.keys.readyAt(hour(10)).from("AT").visiting("AT");
    server.arrive(one);
    completeAfter(10);
    assertThat(inHour("AT", 10)).isEmpty();

    SortedMap<String, StoredObject> before = server.store.objects();
    server.set(SUPPORTED, "AT,DE", MIN, "3", POLICIES, "own");
    ArrivingKey usable =
        server.keys.readyAt(hour(11)).from("AT").visiting("AT").expiringAt(hour(20));
    server.arrive(usable);
    completeAfter(11);
    assertStay(before);
    assertThat(inHour("AT", 11)).containsExactlyInAnyOrder(one.data(), usable.data());
    assertThat(inHour("EUR", 11)).isEmpty();

    before = server.store.objects();
    server.set(SUPPORTED, "AT,DE", MIN, "3", POLICIES, "all");
    server.arrive(server.keys.readyAt(hour(12)).from("AT").visiting("AT"));
    server.completeHourly(hour(13), hour(24));
    assertStay(before);
    assertThat(inHour("AT", 12)).isEmpty();
    // In EUR the policies held all the time.
    assertThat(inHour("EUR", 22)).hasSize(3).contains(one.data(), usable.data());
  }

  @Test
  void shorterRetention_takesDaysAwayAndLongerOnesBringNothingBack() {
    server.set(MIN, "1");
    for (int day = 0; day < 6; day++) {
      arrive(day * 24 + 10, 2);
    }
    server.completeHourly(hour(11), hour(6 * 24));
    assertThat(server.days("DE")).hasSize(6);

    SortedMap<String, StoredObject> before = server.store.objects();
    server.set(MIN, "1", RETENTION, "2");
    server.completeAfter(hour(6 * 24));
    assertThat(server.days("DE")).containsExactly("2026-03-06", "2026-03-07");
    assertThat(before).containsAllEntriesOf(packages());

    before = packages();
    server.set(MIN, "1", RETENTION, "14");
    arrive(6 * 24 + 1, 2);
    completeAfter(6 * 24 + 1);
    assertStay(before);
    assertThat(server.days("DE")).containsExactly("2026-03-06", "2026-03-07");
    assertThat(server.hour("DE", "2026-03-08", 1).keys()).hasSize(2);
  }

  /** The ledger has forgotten that it was published. */
  @Test
  void longerRetention_publishesNoKeyASecondTime() {
    server.set(MIN, "1", RETENTION, "2");
    Set<String> first = arrive(10, 2);
    List<ArrivingKey> again = server.keys.readyAt(hour(10), 1);
    server.arrive(again);
    server.completeHourly(hour(11), hour(7 * 24));
    assertThat(server.database.number("select count(*) from known_key")).isZero();
    int published = server.store.everPut().size();

    server.set(MIN, "1", RETENTION, "14");
    server.arrive(again.get(0).submittedAt(hour(7 * 24)));
    arrive(7 * 24, 2);
    completeAfter(7 * 24);

    assertThat(server.hour("DE", "2026-03-09", 0).keys()).hasSize(2);
    assertThat(server.hour("DE", "2026-03-09", 0).keyData())
        .doesNotContain(again.get(0).data())
        .doesNotContainAnyElementsOf(first);
    assertThat(server.store.everPut()).hasSizeGreaterThan(published);
  }

  @Test
  void countryThatIsNoLongerSupported_keepsWhatWasPublishedAndGetsNothingMore() {
    server.set(SUPPORTED, "DE", MIN, "1");
    Set<String> first = arriveVisitingAustria(10);
    completeAfter(10);
    assertThat(server.trees()).containsExactly("DE", "EUR");

    SortedMap<String, StoredObject> before = server.store.objects();
    server.set(SUPPORTED, "AT,DE", MIN, "1");
    Set<String> second = arriveVisitingAustria(11);
    completeAfter(11);
    assertStay(before);
    assertThat(inHour("AT", 11)).isEqualTo(second).doesNotContainAnyElementsOf(first);

    before = server.store.objects();
    server.set(SUPPORTED, "DE", MIN, "1");
    Set<String> third = arriveVisitingAustria(12);
    completeAfter(12);
    assertStay(before);
    assertThat(inHour("AT", 12)).isEmpty();
    assertThat(inHour("DE", 12)).isEqualTo(third);
    assertThat(inHour("EUR", 12)).isEqualTo(third);
  }

  @Test
  void otherExpiryDelay_holdsForKeysThatWait() {
    server.set(MIN, "1");
    ArrivingKey waiting = server.keys.readyAt(hour(10)).expiringAt(hour(11));
    server.arrive(server.keys.readyAt(hour(10)), waiting);
    completeAfter(10);

    server.set(MIN, "1", DELAY, "PT5H");
    server.completeHourly(hour(12), hour(17));

    assertThat(inHour("DE", 13)).isEmpty();
    assertThat(inHour("DE", 16)).containsExactly(waiting.data());
  }

  @Test
  void packagesPerCountrySwitchedOn_holdsForKeysThatWait() {
    server.set(SUPPORTED, "AT,DE", MIN, "3", PER_COUNTRY, "false");
    Set<String> waiting = arriveVisitingAustria(10);
    completeAfter(10);

    server.set(SUPPORTED, "AT,DE", MIN, "1", PER_COUNTRY, "true");
    completeAfter(11);

    assertThat(inHour("DE", 11)).isEqualTo(waiting);
    assertThat(server.trees()).containsExactly("AT", "DE", "EUR");
    // A new tree begins with the hour in which its first key was due.
    assertThat(inHour("AT", 10)).isEqualTo(waiting);
  }

  @Test
  void countryNoLongerSupported_holdsForKeysThatWait() {
    server.set(SUPPORTED, "AT,DE", MIN, "3");
    Set<String> waiting = arriveVisitingAustria(10);
    completeAfter(10);

    server.set(SUPPORTED, "DE", MIN, "1");
    completeAfter(11);
    server.set(SUPPORTED, "AT,DE", MIN, "1");
    completeAfter(12);

    assertThat(inHour("DE", 11)).isEqualTo(waiting);
    assertThat(inHour("EUR", 11)).isEqualTo(waiting);
    // They waited nowhere any more when Austria came back.
    assertThat(server.trees()).containsExactly("DE", "EUR");
  }

  @Test
  void keyPublishedInOneTree_isNotPublishedAgainThereWhenItIsRoutedAnew() {
    server.set(SUPPORTED, "AT,DE", MIN, "1");
    Set<String> first = arriveVisitingAustria(10);
    completeAfter(10);
    server.set(SUPPORTED, "AT,DE", MIN, "3");
    Set<String> waiting = arriveVisitingAustria(11);
    completeAfter(11);
    SortedMap<String, StoredObject> before = server.store.objects();

    server.set(SUPPORTED, "AT,DE", MIN, "1", DELAY, "PT1H");
    completeAfter(12);

    assertStay(before);
    assertThat(inHour("AT", 12)).isEqualTo(waiting).doesNotContainAnyElementsOf(first);
    assertThat(inHour("EUR", 12)).isEqualTo(waiting);
  }

  private Set<String> arrive(int hour, int count) {
    return arrive(server.keys.readyAt(hour(hour), count));
  }

  private Set<String> arriveVisitingAustria(int hour) {
    return arrive(
        server.keys.readyAt(hour(hour), 2).stream().map(key -> key.visiting("AT", "DE")).toList());
  }

  private Set<String> arrive(List<ArrivingKey> keys) {
    server.arrive(keys);
    Set<String> data = new HashSet<>();
    keys.forEach(key -> data.add(key.data()));
    return data;
  }

  /** Publishes an hour of the first day, or a later one. */
  private void completeAfter(int hour) {
    server.completeAfter(hour(hour + 1));
  }

  private static Instant hour(int ofFirstDay) {
    return Instant.parse(DAY + "T00:00:00Z").plus(Duration.ofHours(ofFirstDay));
  }

  private Set<String> inHour(String tree, int hour) {
    return server.hour(tree, DAY, hour).keyData();
  }

  private SortedMap<String, StoredObject> packages() {
    SortedMap<String, StoredObject> packages = server.store.objects();
    packages.keySet().retainAll(server.store.packages());
    packages.keySet().removeAll(server.unlisted());
    return packages;
  }

  /** Every package that was there is there, byte for byte. */
  private void assertStay(SortedMap<String, StoredObject> before) {
    before.values().removeIf(StoredObject::index);
    before.keySet().removeIf(path -> !path.startsWith(COUNTRY));
    assertThat(packages()).containsAllEntriesOf(before);
  }

  private void assertNoneIsTwice(String packages) {
    assertThat(
            server.store.everPut().entrySet().stream()
                .filter(entry -> entry.getKey().matches(COUNTRY + "/" + packages))
                .flatMap(
                    entry ->
                        PhonePackage.open(entry.getValue(), TestSigningKeys.one())
                            .keyData()
                            .stream()))
        .as(packages)
        .doesNotHaveDuplicates();
  }
}
