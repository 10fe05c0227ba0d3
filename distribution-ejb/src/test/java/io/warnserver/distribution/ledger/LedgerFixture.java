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

  /** The trees in which keys waited on after the last plan. */
  Set<String> waitingOn = Set.of();

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
    plan(state -> List.of());
  }

  /** Plans under the policy that has all trees. */
  void plan(Ledger.Planner planner) {
    waitingOn = ledger.plan(policy(true, true), planner);
  }

  /** Plans an hour of each tree that has keys waiting or packages. */
  void planHour(int hour, int keysEach) {
    plan(state -> List.of(new HourPlan(FIRST.plus(hour), keysEach)));
  }

  /** Plans as the policies say, from the first key that is due to the hour that ended last. */
  void planTo(int lastHour, PackageLimits limits) {
    plan(
        state -> {
          HourNumber next = state.active() ? state.nextHour() : state.waiting().firstKey();
          return HourPlan.of(
              next, FIRST.plus(lastHour), state.waiting(), state.takenToday(), limits);
        });
  }

  void publishAll() {
    packages.markPublished(
        packages.planned(FIRST).stream()
            .collect(Collectors.toMap(Packages.Entry::window, entry -> "etag")));
  }

  /** Which hour, from midnight, each key is in in a tree that all keys go to, or that it waits. */
  List<String> hours(String tree) {
    return database.rows(
        "select encode(key_data, 'hex'), (package_hour - "
            + FIRST.value()
            + ")::text from placed_key where tree = '"
            + tree
            + "' union all select encode(substring(entry for 16), 'hex'), 'waits' from waiting_key where '"
            + tree
            + "' <> all (placed_in) order by 1");
  }
}
