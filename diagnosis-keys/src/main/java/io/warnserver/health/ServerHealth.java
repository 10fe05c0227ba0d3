package io.warnserver.health;

import io.warnserver.health.Health.State;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
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
  private static final ServerHealth SERVER = new ServerHealth();

  private final ReentrantLock round = new ReentrantLock();
  private final Map<String, HealthCheck> checks = new ConcurrentSkipListMap<>();
  private final Map<String, Health> results = new ConcurrentSkipListMap<>();

  ServerHealth() {}

  /** That of this server. */
  public static ServerHealth ofServer() {
    return SERVER;
  }

  /** Adds a check, in place of a former one of the name; until it has run nothing is told of it. */
  public void register(String name, HealthCheck check) {
    checks.put(name, check);
  }

  /** Forgets a check, when its module stops. */
  public void forget(String name) {
    checks.remove(name);
    results.remove(name);
  }

  /** Runs all checks, one after another; does nothing while another thread does. */
  public void refresh() {
    if (round.tryLock()) {
      try {
        runChecks();
      } finally {
        round.unlock();
      }
    }
  }

  private void runChecks() {
    checks.forEach(
        (name, check) -> {
          Health before = results.put(name, resultOf(name, check));
          Health now = results.get(name);
          if (now != null && (before == null || before.state() != now.state())) {
            LOG.log(
                now.state() == State.UP ? Level.INFO : Level.WARNING,
                "Health of {0}: {1} {2}",
                new Object[] {name, now.state(), now.detail()});
          }
        });
  }

  /** What came of the checks, by name. */
  public List<Health> results() {
    return List.copyOf(new TreeMap<>(results).values());
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
