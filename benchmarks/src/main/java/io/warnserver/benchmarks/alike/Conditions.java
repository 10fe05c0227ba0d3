package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.load.LoadThread;
import io.warnserver.benchmarks.load.OpenLoop;
import io.warnserver.benchmarks.load.QuickVerification;
import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.benchmarks.server.TestedServer;
import io.warnserver.local.servers.Database;
import io.warnserver.local.servers.DatabaseRole;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Brings a server's surroundings into a state, until it is left. */
final class Conditions {

  /** Longer than anybody waits. */
  private static final Duration HANGING = Duration.ofMinutes(2);

  private static final Duration STRETCH = Duration.ofSeconds(1);
  private static final int OTHERS = 100;
  private static final int MOST_PROBES = 120;
  private static final double PROBES_A_SECOND = 2;
  private static final Duration PROBING = Duration.ofMillis(500);
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);

  private final State state;
  private final TestedServer server;
  private final QuickVerification verification;
  private final RequestPairs requests;
  private final Database database;
  private CompletableFuture<Void> others = CompletableFuture.completedFuture(null);
  private volatile boolean ending;

  /** Enters the state. */
  Conditions(
      State state,
      TestedServer server,
      QuickVerification verification,
      Clock clock,
      AlikeSettings settings)
      throws SQLException {
    this.state = state;
    this.server = server;
    this.verification = verification;
    // Those of others, who send nothing larger than the apps do.
    requests = new RequestPairs(State.LOADED, server.authority(), clock);
    database = server.surroundings().database();
    switch (state) {
      case LOADED -> others = CompletableFuture.runAsync(() -> submitAsOthers(settings.load()));
      case VERIFICATION_SLOW -> verification.delay(settings.slow());
      case VERIFICATION_DOWN -> verification.goDown();
      case VERIFICATION_HANGS -> verification.delay(HANGING);
      case DATABASE_DOWN -> letIn(false);
      case RARE, IDLE, OVERSIZED -> {}
    }
  }

  /** Leaves the state and waits until real submissions succeed again. */
  void leave() throws SQLException, InterruptedException {
    ending = true;
    others.join();
    verification.delay(Duration.ZERO);
    verification.comeUp();
    letIn(true);
    awaitSuccess();
  }

  private void letIn(boolean allowed) throws SQLException {
    for (DatabaseRole role : DatabaseRole.values()) {
      String login = role.login();
      database.execute("alter role " + login + (allowed ? " login" : " nologin"));
      if (!allowed) {
        database.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = '"
                + login
                + "'");
      }
    }
  }

  private void submitAsOthers(int perSecond) {
    try (LoadThread thread = LoadThread.start("others");
        OpenLoop phones = new OpenLoop(thread, server.address(), OTHERS, requests::any, STRETCH)) {
      while (!ending) {
        phones.run(perSecond, STRETCH);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitSuccess() throws InterruptedException {
    try (LoadThread thread = LoadThread.start("probes");
        OpenLoop phones =
            new OpenLoop(
                thread, server.address(), OTHERS, () -> requests.next(false, 0), PROBE_LIMIT)) {
      for (int i = 0; i < MOST_PROBES; i++) {
        if (phones.run(PROBES_A_SECOND, PROBING).statuses().containsKey(200)) {
          return;
        }
      }
    }
    throw new BenchmarkFailedException("the server has not recovered from " + state);
  }
}
