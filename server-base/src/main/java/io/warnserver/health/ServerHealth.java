package io.warnserver.health;

import io.warnserver.health.Health.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * All checks of one server, whichever module they come from, with what came of them the last time.
 * Telling it costs nothing: probes come every few seconds, and must be answered while a database
 * does not. May be used by several threads.
 */
public final class ServerHealth {

  private static final Logger LOG = Logger.getLogger(ServerHealth.class.getName());

  /** All modules share one, where each has its own instances of the library's beans, too. */
  private static final ServerHealth SERVER = new ServerHealth(System::nanoTime);

  /** How long a result is told. Checks run every 10 seconds; one that hangs gives no result. */
  private static final long TOLD_NANOS = Duration.ofSeconds(40).toNanos();

  private final LongSupplier nanoTime;
  private final Map<String, Registered> checks = new ConcurrentSkipListMap<>();

  /**
   * @param last what came of it; empty before the first time
   * @param since when that was, or when it was registered
   * @param running whether a thread is at it
   */
  private record Registered(
      HealthCheck check,
      State withoutResult,
      AtomicReference<Health> last,
      AtomicLong since,
      AtomicBoolean running) {}

  /**
   * @param nanoTime as {@link System#nanoTime} gives it
   */
  ServerHealth(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** That of this server. */
  public static ServerHealth ofServer() {
    return SERVER;
  }

  /** Adds a check, in place of a former one of the name; until it has run nothing is told of it. */
  public void register(String name, HealthCheck check) {
    register(name, State.DEGRADED, check);
  }

  /**
   * Adds a check of what the instance needs to serve: it is {@link State#DOWN} while a trial throws
   * or does not end.
   */
  public void require(String name, Runnable trial) {
    register(
        name,
        State.DOWN,
        () -> {
          try {
            trial.run();
            return Health.up(name, "");
          } catch (RuntimeException e) {
            return Health.down(name, "the trial failed: " + e.getClass().getSimpleName());
          }
        });
  }

  /**
   * @param withoutResult what counts when it has given no result for 40 seconds: it does not end,
   *     or nobody runs it
   */
  private void register(String name, State withoutResult, HealthCheck check) {
    checks.put(
        name,
        new Registered(
            check,
            withoutResult,
            new AtomicReference<>(),
            new AtomicLong(nanoTime.getAsLong()),
            new AtomicBoolean()));
  }

  /** Forgets a check, when its module stops. */
  public void forget(String name) {
    checks.remove(name);
  }

  /**
   * Runs all checks, one after another, but for those that another thread is at: one that hangs
   * keeps a thread, and no other check from running.
   */
  public void refresh() {
    checks.forEach(
        (name, registered) -> {
          if (registered.running().compareAndSet(false, true)) {
            try {
              run(name, registered);
            } finally {
              registered.running().set(false);
            }
          }
        });
  }

  private void run(String name, Registered registered) {
    Health now = resultOf(name, registered.check());
    Health before = registered.last().getAndSet(now);
    registered.since().set(nanoTime.getAsLong());
    boolean isNews = before == null || before.state() != now.state();
    // Not of a module that has stopped meanwhile.
    if (isNews && checks.containsKey(name)) {
      LOG.log(
          now.state() == State.UP ? Level.INFO : Level.WARNING,
          "Health of {0}: {1} {2}",
          new Object[] {name, now.state(), now.detail()});
    }
  }

  /** What came of the checks, by name; of one without a result for too long, that there is none. */
  public List<Health> results() {
    List<Health> told = new ArrayList<>();
    checks.forEach(
        (name, registered) -> {
          Health last = registered.last().get();
          if (nanoTime.getAsLong() - registered.since().get() > TOLD_NANOS) {
            told.add(new Health(name, registered.withoutResult(), "the check gives no result"));
          } else if (last != null) {
            told.add(last);
          }
        });
    return told;
  }

  /** The worst of the results; {@link State#DOWN} before the first: nothing is known yet. */
  public State state() {
    return results().stream().map(Health::state).max(Comparator.naturalOrder()).orElse(State.DOWN);
  }

  /** A check that throws is a defect, and no reason to stop serving. */
  private static Health resultOf(String name, HealthCheck check) {
    try {
      return check.check();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The health check " + name + " failed", e);
      return Health.degraded(name, "the check failed: " + e.getClass().getSimpleName());
    }
  }
}
