package io.warnserver.local.gateway;

import java.util.ArrayList;
import java.util.List;

/** Who wants to be called. */
final class Subscriptions {

  private final List<Subscription> all = new ArrayList<>();

  /** Creates or replaces. */
  synchronized void put(Subscription subscription) {
    remove(subscription.country(), subscription.id());
    all.add(subscription);
  }

  synchronized boolean remove(String country, String id) {
    return all.removeIf(known -> known.country().equals(country) && known.id().equals(id));
  }

  synchronized List<Subscription> of(String country) {
    return all.stream().filter(known -> known.country().equals(country)).toList();
  }

  synchronized List<Subscription> all() {
    return List.copyOf(all);
  }
}
