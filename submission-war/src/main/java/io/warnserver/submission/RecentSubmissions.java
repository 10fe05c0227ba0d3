package io.warnserver.submission;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * What real submissions have lately met on this instance: fakes follow it, so that neither their
 * outcome nor their time tells them apart (submission protocol, "Fakes when something is broken").
 * Holds a fixed number and nothing about whose they were.
 *
 * <p>The number is small: after something has changed, fakes follow the former state until that
 * many real ones have met the new one. Each is drawn by as many fakes as another, however small the
 * number is, so that in a steady state both are distributed alike.
 */
final class RecentSubmissions {

  private static final int SIZE = 16;
  private static final Duration RECENT = Duration.ofMinutes(10);

  /**
   * A real submission that reached the outside systems.
   *
   * @param outcome accepted or unavailable
   * @param after from its arrival to its answer
   */
  record Met(Outcome outcome, Duration after) {}

  private record Seen(Met met, Instant at) {}

  private final Met none;
  private final Seen[] ring = new Seen[SIZE];
  private int next;

  /**
   * @param none what is drawn while there is nothing recent
   */
  RecentSubmissions(Met none) {
    this.none = none;
  }

  /** Adds one and forgets the oldest. */
  synchronized void add(Met met, Instant now) {
    ring[next] = new Seen(met, now);
    next = (next + 1) % SIZE;
  }

  /** One of them at random. */
  synchronized Met draw(RandomGenerator random, Instant now) {
    // The clock of a developer's machine may be moved back: what seems to come is recent, too.
    Instant oldest = now.minus(RECENT);
    int known = 0;
    for (Seen seen : ring) {
      known += isRecent(seen, oldest) ? 1 : 0;
    }
    if (known == 0) {
      return none;
    }
    int chosen = random.nextInt(known);
    for (Seen seen : ring) {
      if (isRecent(seen, oldest) && chosen-- == 0) {
        return seen.met();
      }
    }
    throw new IllegalStateException("counted wrongly");
  }

  private static boolean isRecent(Seen seen, Instant oldest) {
    return seen != null && !seen.at().isBefore(oldest);
  }
}
