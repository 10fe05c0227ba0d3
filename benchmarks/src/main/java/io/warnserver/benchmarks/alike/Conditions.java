package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.load.LoadThread;
import io.warnserver.benchmarks.load.OpenLoop;
import io.warnserver.benchmarks.load.QuickVerification;
import io.warnserver.benchmarks.load.RequestTemplate;
import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.benchmarks.server.TestedServer;
import io.warnserver.local.servers.DatabaseRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** Brings a server's surroundings into a state, until it is left. */
final class Conditions {

  /** Longer than anybody waits. */
  private static final Duration HANGING = Duration.ofMinutes(2);

  private static final Duration STRETCH = Duration.ofSeconds(1);
  private static final int OTHERS = 100;
  private static final int MOST_PROBES = 120;
  private static final double PROBES_A_SECOND = 2;

  private final State state;
  private final TestedServer server;
  private final QuickVerification verification;
  private final Clock clock;
  private final int load;
  private final Connection database;
  private CompletableFuture<Void> others = CompletableFuture.completedFuture(null);
  private volatile boolean ending;

  private Conditions(
      State state, TestedServer server, QuickVerification verification, Clock clock, int load)
      throws SQLException {
    this.state = state;
    this.server = server;
    this.verification = verification;
    this.clock = clock;
    this.load = load;
    this.database = server.surroundings().database().connectAsSuperuser();
  }

  /**
   * Enters the state.
   *
   * @param slow what a slow verification server takes
   * @param load requests of others a second
   */
  static Conditions enter(
      State state,
      TestedServer server,
      QuickVerification verification,
      Clock clock,
      Duration slow,
      int load)
      throws SQLException {
    Conditions conditions = new Conditions(state, server, verification, clock, load);
    switch (state) {
      case LOADED -> conditions.others = CompletableFuture.runAsync(conditions::submitAsOthers);
      case VERIFICATION_SLOW -> verification.delay(slow);
      case VERIFICATION_DOWN -> verification.goDown();
      case VERIFICATION_HANGS -> verification.delay(HANGING);
      case DATABASE_DOWN -> conditions.letIn(false);
      case RARE, IDLE, OVERSIZED -> {}
    }
    return conditions;
  }

  /** Which one. */
  State state() {
    return state;
  }

  /** Leaves the state and waits until real submissions succeed again. */
  void leave() throws SQLException, InterruptedException {
    try (database) {
      ending = true;
      others.join();
      verification.delay(Duration.ZERO);
      verification.comeUp();
      letIn(true);
      awaitSuccess();
    }
  }

  private void letIn(boolean allowed) throws SQLException {
    try (Statement statement = database.createStatement()) {
      for (DatabaseRole role : DatabaseRole.values()) {
        statement.execute("alter role " + role.login() + (allowed ? " login" : " nologin"));
        if (!allowed) {
          statement.execute(
              "select pg_terminate_backend(pid) from pg_stat_activity where usename = '"
                  + role.login()
                  + "'");
        }
      }
    }
  }

  private void submitAsOthers() {
    SplittableRandom random = new SplittableRandom();
    RequestTemplate real = RequestTemplate.real(server.authority(), clock, random, false);
    RequestTemplate fake = RequestTemplate.fake(server.authority(), random);
    try (LoadThread thread = LoadThread.start("others");
        OpenLoop phones = new OpenLoop(thread, server.address(), OTHERS)) {
      while (!ending) {
        phones.run(load, STRETCH, () -> (random.nextBoolean() ? real : fake).next(random), STRETCH);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitSuccess() throws InterruptedException {
    SplittableRandom random = new SplittableRandom();
    RequestTemplate real = RequestTemplate.real(server.authority(), clock, random, false);
    try (LoadThread thread = LoadThread.start("probes");
        OpenLoop phones = new OpenLoop(thread, server.address(), OTHERS)) {
      for (int i = 0; i < MOST_PROBES; i++) {
        Map<Integer, Integer> statuses =
            phones
                .run(
                    PROBES_A_SECOND,
                    Duration.ofMillis(500),
                    () -> real.next(random),
                    Duration.ofSeconds(2))
                .statuses();
        if (statuses.containsKey(200)) {
          return;
        }
      }
    }
    throw new BenchmarkFailedException("the server has not recovered from " + state.word());
  }
}
