package io.warnserver.distribution;

import static io.warnserver.distribution.TestServer.COUNTRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.ArrivingKey;
import io.warnserver.distribution.testing.InMemoryStore.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which packages keys are in, by where they come from and how many there are. */
class PublishedTreesTest {

  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestServer server =
      new TestServer("warn.supported-countries", "AT,DE,FR", "warn.distribution.min-keys", "1");

  @Test
  void foreignKeys_makeTreesOfTheirOwnOrGoToTheOwnCountry() {
    ArrivingKey visitedHere = server.keys.readyAt(TEN).from("AT").visiting("AT", "DE", "FR");
    ArrivingKey neverHere = server.keys.readyAt(TEN).from("AT").visiting("AT", "FR", "XX");
    ArrivingKey unknown = server.keys.readyAt(TEN).from("FR").visiting();
    server.arrive(visitedHere, neverHere, unknown);

    server.completeAfter(TEN.plus(HOUR));

    assertThat(server.trees()).containsExactly("AT", "DE", "FR", "EUR");
    assertThat(server.hour("DE", "2026-03-02", 10).keyData()).containsExactly(visitedHere.data());
    assertThat(server.hour("AT", "2026-03-02", 10).keyData()).containsExactly(neverHere.data());
    assertThat(server.hour("FR", "2026-03-02", 10).keyData())
        .containsExactlyInAnyOrder(neverHere.data(), unknown.data());
    assertThat(server.hour("EUR", "2026-03-02", 10).keyData())
        .containsExactlyInAnyOrder(visitedHere.data(), neverHere.data(), unknown.data());
  }

  @Test
  void ownKeys_stayHereWithoutPackagesPerCountry() {
    server.set(
        "warn.supported-countries", "AT,DE",
        "warn.distribution.per-country-packages", "false",
        "warn.distribution.min-keys", "1");
    server.arrive(server.keys.readyAt(TEN).visiting("AT", "DE"));

    server.completeAfter(TEN.plus(HOUR));

    assertThat(server.trees()).containsExactly("DE", "EUR");
  }

  @Test
  void policiesOfOwn_otherCountriesPublishFewKeysAtOnce() {
    server.set(
        "warn.supported-countries", "AT,DE",
        "warn.distribution.policies", "own",
        "warn.distribution.min-keys", "2");
    ArrivingKey key = server.keys.readyAt(TEN).expiringAt(TEN.plus(HOUR)).visiting("AT", "DE");
    server.arrive(key);

    server.completeAfter(TEN.plus(HOUR));

    assertThat(server.trees()).containsExactly("AT", "EUR");
    assertThat(server.hour("AT", "2026-03-02", 10).keyData()).containsExactly(key.data());
    assertThat(server.store.packages()).hasSize(1);
  }

  @Test
  void tooFewKeys_shiftUntilThereAreEnough() {
    server.set("warn.distribution.min-keys", "3");
    server.arrive(server.keys.readyAt(TEN, 2));
    server.completeAfter(TEN.plus(HOUR));
    assertThat(server.hour("DE", "2026-03-02", 10).keys()).isEmpty();

    server.arrive(server.keys.readyAt(TEN.plus(HOUR), 1));
    server.completeAfter(TEN.plus(HOUR.multipliedBy(2)));

    assertThat(server.hour("DE", "2026-03-02", 10).keys()).isEmpty();
    assertThat(server.hour("DE", "2026-03-02", 11).keys()).hasSize(3);
  }

  @Test
  void moreKeysThanAPackageMayHave_areSpreadAndNoneIsLost() {
    server.set("warn.distribution.min-keys", "2", "warn.distribution.max-keys", "5");
    List<ArrivingKey> keys = server.keys.readyAt(TEN, 12);
    server.arrive(keys);

    server.completeAfter(TEN.plus(Duration.ofDays(3)));

    assertThat(server.day("DE", "2026-03-02").keys()).hasSize(5);
    assertThat(server.day("DE", "2026-03-03").keys()).hasSize(5);
    assertThat(server.day("DE", "2026-03-04").keys()).hasSize(2);
    TreeSet<String> published = new TreeSet<>();
    server.days("DE").forEach(day -> published.addAll(server.day("DE", day).keyData()));
    assertThat(published).isEqualTo(new TreeSet<>(keys.stream().map(ArrivingKey::data).toList()));
  }

  @Test
  void lateKey_goesToTheNextHourAndChangesNoPackage() {
    server.arrive(server.keys.readyAt(TEN));
    server.completeAfter(TEN.plus(HOUR));
    Map<String, StoredObject> before = server.store.objects();
    ArrivingKey late = server.keys.readyAt(TEN.minus(HOUR));
    server.arrive(late);

    server.completeAfter(TEN.plus(HOUR.multipliedBy(2)));

    assertThat(server.hour("DE", "2026-03-02", 11).keyData()).containsExactly(late.data());
    assertThat(server.store.objects().get(COUNTRY + "/DE/date/2026-03-02/hour/10"))
        .isEqualTo(before.get(COUNTRY + "/DE/date/2026-03-02/hour/10"));
  }
}
