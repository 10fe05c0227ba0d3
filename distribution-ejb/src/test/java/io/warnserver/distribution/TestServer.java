package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.distribution.ledger.WaitingPlaces;
import io.warnserver.distribution.revocation.Revocation;
import io.warnserver.distribution.revocation.RevocationBook;
import io.warnserver.distribution.revocation.RevocationOrder;
import io.warnserver.distribution.testing.ArrivingKey;
import io.warnserver.distribution.testing.FailureTime;
import io.warnserver.distribution.testing.InMemoryStore;
import io.warnserver.distribution.testing.PhonePackage;
import io.warnserver.distribution.testing.TestDatabase;
import io.warnserver.distribution.testing.TestKeys;
import io.warnserver.distribution.testing.TestSigningKeys;
import io.warnserver.leases.RunOutcome;
import io.warnserver.signing.SigningKeys;
import io.warnserver.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The distribution with a real database, a store in memory and a clock that a test sets. */
final class TestServer {

  static final String COUNTRY = "version/v1/diagnosis-keys/country";

  /** How long after a full hour runs happen. */
  private static final Duration AFTER_THE_HOUR = Duration.ofMinutes(5);

  /** Never gets to renew anything: the runs of tests are quicker than that. */
  private static final ScheduledExecutorService SCHEDULER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lease keeper");
            thread.setDaemon(true);
            return thread;
          });

  final TestDatabase database = TestDatabase.cleared();
  final TestKeys keys = new TestKeys();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  InMemoryStore store = new InMemoryStore();
  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private DistributionSettings settings;
  private SigningKeys signingKeys = TestSigningKeys.one();

  /** With the required settings and these. */
  TestServer(String... namesAndValues) {
    set(namesAndValues);
  }

  /** Starts anew with other settings. */
  void set(String... namesAndValues) {
    settings = SettingsFixture.with(namesAndValues);
  }

  /** Starts anew with other signing keys. */
  void signWith(SigningKeys keysInForce) {
    signingKeys = keysInForce;
  }

  /** Runs in the first minutes after a full hour. */
  RunResult runAfter(Instant hour) {
    clock.set(hour.plus(AFTER_THE_HOUR));
    return distribution().run();
  }

  /** How many keys wait, by tree. */
  SortedMap<String, Integer> waiting() {
    return WaitingPlaces.in(database, settings.routing());
  }

  /** Writes an operator's order down, and lets packages change. */
  long revoke(RevocationOrder order) {
    store.letChange(path -> true);
    return new RevocationBook(database.distribution()).write(order, clock.instant());
  }

  /** All orders that are remembered. */
  List<Revocation> revocations() {
    return new RevocationBook(database.distribution()).all();
  }

  /** What a counter has counted since this server began. */
  int counted(String name, String... tags) {
    return (int) meters.get(name).tags(tags).counter().count();
  }

  void pause() {
    distribution().setPaused(true);
  }

  void resume() {
    distribution().setPaused(false);
  }

  private Distribution distribution() {
    return new Distribution(
        settings,
        now -> signingKeys,
        store,
        database.distribution(),
        clock,
        SCHEDULER,
        Runnable::run,
        meters);
  }

  /** Runs and must complete a tree that holds together. */
  RunResult completeAfter(Instant hour) {
    RunResult result = runAfter(hour);
    assertThat(result.reason()).isEmpty();
    assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETED);
    assertNothingIsLeftOver();
    return result;
  }

  /** Runs once an hour, for each of the full hours up to the last. */
  void completeHourly(Instant first, Instant last) {
    for (Instant hour = first; !hour.isAfter(last); hour = hour.plus(Duration.ofHours(1))) {
      completeAfter(hour);
    }
  }

  void arrive(ArrivingKey... arriving) {
    database.arrive(List.of(arriving));
  }

  void arrive(Collection<ArrivingKey> arriving) {
    database.arrive(arriving);
  }

  /** As after a crash: nothing fails any more, and the lease has run out. */
  void recover() {
    database.distribution().failAt(0, FailureTime.BEFORE);
    database.letLeaseRunOut();
  }

  /** The trees that a phone is told of. */
  List<String> trees() {
    return store.named(COUNTRY);
  }

  /** The days of a tree that have packages. */
  List<String> days(String tree) {
    return store.named(COUNTRY + "/" + tree + "/date");
  }

  /** The hours of a tree's day that have packages. */
  List<String> hours(String tree, String day) {
    return store.named(COUNTRY + "/" + tree + "/date/" + day + "/hour");
  }

  /** A day package, which a phone accepts. */
  PhonePackage day(String tree, String day) {
    return PhonePackage.open(
        store.bytes(COUNTRY + "/" + tree + "/date/" + day), TestSigningKeys.one());
  }

  /** An hour package, which a phone accepts. */
  PhonePackage hour(String tree, String day, int hour) {
    return PhonePackage.open(
        store.bytes(COUNTRY + "/" + tree + "/date/" + day + "/hour/" + hour),
        TestSigningKeys.one());
  }

  /** Every package is named by an index, and every index belongs to a tree that is named. */
  private void assertNothingIsLeftOver() {
    TreeSet<String> expected = new TreeSet<>();
    // Caches may have an index that names these.
    List<String> unlisted = unlisted();
    for (String tree : trees()) {
      String dates = COUNTRY + "/" + tree + "/date";
      expected.add(dates);
      days(tree).forEach(day -> expected.add(dates + "/" + day));
      for (String path : store.paths()) {
        if (path.startsWith(dates + "/") && path.endsWith("/hour")) {
          expected.add(path);
          assertThat(store.named(path).isEmpty()).as(path).isEqualTo(unlisted.contains(path));
          store.named(path).forEach(hour -> expected.add(path + "/" + hour));
        }
      }
    }
    unlisted.forEach(expected::remove);
    assertThat(store.paths())
        .filteredOn(path -> path.startsWith(COUNTRY + "/") && !unlisted.contains(path))
        .containsExactlyElementsOf(expected);
  }

  /** The paths of what no index names any more, and is not deleted yet. */
  List<String> unlisted() {
    List<String> paths =
        new ArrayList<>(
            database.rows("select path from published_file where unlisted_at is not null"));
    paths.addAll(
        database.rows(
            "select '"
                + COUNTRY
                + "/' || tree || '/date/' || date(timestamp 'epoch' + first_hour * interval '1 hour')"
                + " || case hours when 1 then '/hour/' || first_hour % 24 else '' end"
                + " from key_package where unlisted_at is not null"));
    return paths;
  }
}
