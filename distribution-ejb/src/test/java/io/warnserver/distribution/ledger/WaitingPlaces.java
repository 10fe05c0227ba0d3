package io.warnserver.distribution.ledger;

import io.warnserver.distribution.testing.TestDatabase;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The places in trees that keys wait for, as the ledger tells its planner. */
public final class WaitingPlaces {

  private WaitingPlaces() {}

  /** How many there are in each tree in which any waits. */
  public static SortedMap<String, Integer> in(TestDatabase database, RoutingPolicy policy) {
    SortedMap<String, Integer> places = new TreeMap<>();
    var unused =
        new Ledger(database.distribution())
            .plan(
                policy,
                state -> {
                  int waiting = state.waiting().values().stream().mapToInt(Integer::intValue).sum();
                  if (waiting > 0) {
                    places.put(state.tree(), waiting);
                  }
                  return List.of();
                });
    return places;
  }
}
