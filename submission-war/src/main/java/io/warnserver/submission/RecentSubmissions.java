package io.warnserver.submission;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;

/**
 * What real submissions have lately met on this instance: fakes follow it, so that neither their
 * outcome nor their time tells them apart (submission API, "Fakes when something is broken"). Holds
 * a fixed number and nothing about whose they were.
 */
final class RecentSubmissions {

  private static final int SIZE = 256;

  /**
   * A real submission that reached the outside systems.
   *
   * @param outcome accepted or unavailable
   * @param serviceTime from its arrival to its answer
   */
  record Met(Outcome outcome, Duration serviceTime) {}

  private final AtomicReferenceArray<Met> ring = new AtomicReferenceArray<>(SIZE);
  private final AtomicInteger count = new AtomicInteger();

  /** Adds one and forgets the oldest. */
  void add(Outcome outcome, Duration serviceTime) {
    int place = count.getAndUpdate(n -> n + 1 == 2 * SIZE ? SIZE : n + 1);
    ring.set(place % SIZE, new Met(outcome, serviceTime));
  }

  /** One of them at random; a success at once while there has been none. */
  Met draw(RandomGenerator random) {
    int known = Math.min(count.get(), SIZE);
    Met met = known == 0 ? null : ring.get(random.nextInt(known));
    return met == null ? new Met(Outcome.ACCEPTED, Duration.ZERO) : met;
  }
}
