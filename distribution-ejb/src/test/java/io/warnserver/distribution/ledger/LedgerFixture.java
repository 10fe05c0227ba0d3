package io.warnserver.distribution.ledger;

import io.warnserver.distribution.plan.HourPlan;
import io.warnserver.distribution.plan.PackageLimits;
import io.warnserver.distribution.testing.ArrivingKey;
import io.warnserver.distribution.testing.TestDatabase;
import io.warnserver.distribution.testing.TestKeys;
import io.warnserver.keys.Country;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.SupportedCountries;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The ledger on the test database, with the words its tests need. */
final class LedgerFixture {

  static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");
  static final HourNumber FIRST = HourNumber.containing(MIDNIGHT);

  final TestDatabase database = TestDatabase.cleared();
  final TestKeys keys = new TestKeys();
  final Ledger ledger = new Ledger(database.distribution());
  final Packages packages = new Packages(database.distribution());

  /** DE among DE, AT and FR; two hours. */
  static RoutingPolicy policy(boolean perCountryPackages, boolean policiesForAll) {
    Set<Country> all =
        List.of("AT", "DE", "FR").stream().map(Country::new).collect(Collectors.toSet());
    return new RoutingPolicy(
        new SupportedCountries(new Country("DE"), new TreeSet<>(all)),
        perCountryPackages,
        12,
        policiesForAll);
  }

  static Instant at(String time) {
    return Instant.parse("2026-03-02T" + time + ":00Z");
  }

  void takeUp(ArrivingKey... arriving) {
    takeUp(List.of(arriving));
  }

  void takeUp(List<ArrivingKey> arriving) {
    database.arrive(arriving);
    ledger.takeUp(policy(true, true));
  }

  /** Plans an hour of each tree that has keys waiting or packages. */
  void planHour(int hour, int keysEach) {
    ledger.plan(state -> List.of(new HourPlan(FIRST.plus(hour), keysEach)));
  }

  /** Plans as the policies say, from the first key that is due to the hour that ended last. */
  void planTo(int lastHour, PackageLimits limits) {
    ledger.plan(
        state -> {
          HourNumber next = state.active() ? state.nextHour() : state.waiting().firstKey();
          return HourPlan.of(
              next, FIRST.plus(lastHour), state.waiting(), state.takenToday(), limits);
        });
  }

  void publishAll() {
    packages.markPublished(
        packages.planned().stream().map(entry -> new Packages.Published(entry, "etag")).toList());
  }

  /** Which hour, from midnight, each key of a tree is in; empty where it waits. */
  List<String> hours(String tree) {
    return database.rows(
        "select encode(key_data, 'hex'), coalesce((package_hour - "
            + FIRST.value()
            + ")::text, 'waits') from publication where tree = '"
            + tree
            + "' order by key_data");
  }
}
