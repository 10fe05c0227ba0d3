package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.client.RandomKeys;
import io.warnserver.client.Submission;
import io.warnserver.client.SubmissionRequest;
import io.warnserver.local.servers.DatabaseRole;
import io.warnserver.managed.ManagedServer;
import io.warnserver.managed.Waiting;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * A second instance on the same database and store: migrations happen once, one run at a time
 * works, and when one instance dies in a run the other goes on.
 */
interface TwoInstancesContract {

  /** The lease of a dead instance, and a slow machine. */
  Duration LIMIT = Duration.ofMinutes(4);

  /**
   * Runs that had the lease at the same time. A run that died has no end: it had the lease for 45
   * seconds at least.
   */
  String OVERLAPS =
      "select count(*) from distribution_run a join distribution_run b on a.run_number < b.run_number"
          + " and coalesce(a.ended_at, a.started_at + interval '45 seconds') > b.started_at";

  /** Packages that are published. */
  String PUBLISHED = "select count(*) from key_package where state = 'published'";

  /** Runs that have not ended. */
  String UNDER_WAY = "select count(*) from distribution_run where ended_at is null";

  /** The server under test. */
  ManagedServer managed();

  /** The same, as clients see it. */
  DeployedServer server();

  /** The last one: the server under test dies, and the time is ahead of the machine's. */
  @Test
  @Order(Integer.MAX_VALUE)
  default void secondInstance_doesNothingTwice_andTakesOver() throws Exception {
    DeployedServer first = server();
    Map<String, String> often = Map.of("warn.distribution.schedule", "minute=* hour=* second=*/5");
    HttpResponse<String> run = first.distribute();
    assertThat(run.statusCode()).as(run.body()).isEqualTo(200);
    String ofFirst =
        " and instance = (select instance from distribution_run where run_number = "
            + first.count("select max(run_number) from distribution_run", DatabaseRole.DISTRIBUTION)
            + ")";
    // Until the other one has the time of this test.
    first.pause();
    try (ManagedServer another = managed().another("second", often)) {
      DeployedServer second = DeployedServer.of(another).withPassword(first.operatorPassword());
      Instant submitted = first.hour();
      submit(first, second, submitted);
      int before = published(first);
      move(first, second, submitted.plus(Duration.ofHours(3)));
      first.resume();
      // The timer of the one and the operator of the other, at the same moments.
      Waiting.until(
          LIMIT,
          () -> {
            assertThat(status(first.distributeLater())).isIn(200, 409);
            return published(first) > before;
          });
      assertThat(first.count(OVERLAPS, DatabaseRole.DISTRIBUTION)).isZero();

      submit(second, first, submitted.plus(Duration.ofHours(4)));
      dieInARun(first, ofFirst);
      assertThat(overlapsOfAPlantedRun(first, ofFirst)).isPositive();
      int beforeTakeover = published(second);
      second.moveClock(submitted.plus(Duration.ofHours(7)));
      Waiting.until(LIMIT, () -> published(second) > beforeTakeover);
      assertThat(second.count(OVERLAPS, DatabaseRole.DISTRIBUTION)).isZero();
    }
  }

  /** Its run waits for a lock of this test, and has the lease meanwhile. */
  private void dieInARun(DeployedServer first, String ofFirst) throws Exception {
    try (Connection connection = first.surroundings().database().connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      boolean died = false;
      while (!died) {
        Waiting.until(LIMIT, () -> number(first, UNDER_WAY) == 0);
        statement.execute("lock table warn.key_package in access exclusive mode");
        CompletableFuture<HttpResponse<String>> run = first.distributeLater();
        Waiting.until(LIMIT, () -> number(first, UNDER_WAY) > 0);
        // The other one's timer may have been quicker: then once more.
        died = number(first, UNDER_WAY + ofFirst) > 0;
        if (died) {
          managed().kill();
        }
        connection.rollback();
        var unused = run.handle((answer, failure) -> true).get(1, TimeUnit.MINUTES);
      }
    }
  }

  /** As if another run had begun while the one that died had the lease. */
  private static int overlapsOfAPlantedRun(DeployedServer server, String ofFirst)
      throws SQLException {
    try (Connection connection = server.surroundings().database().connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local search_path to warn");
      statement.execute(
          "insert into distribution_run (instance, started_at, ended_at)"
              + " select 'planted', started_at + interval '40 seconds', started_at + interval '41 seconds'"
              + " from distribution_run where ended_at is null"
              + ofFirst);
      try (ResultSet row = statement.executeQuery(OVERLAPS)) {
        row.next();
        return row.getInt(1);
      } finally {
        connection.rollback();
      }
    }
  }

  private static void move(DeployedServer one, DeployedServer other, Instant time)
      throws Exception {
    one.moveClock(time);
    other.moveClock(time);
  }

  private static void submit(DeployedServer to, DeployedServer other, Instant time)
      throws Exception {
    move(to, other, time);
    RandomKeys random = new RandomKeys(Clock.fixed(time, ZoneOffset.UTC), MainJobContract.RANDOM);
    for (int i = 0; i < MainJobContract.SUBMISSIONS; i++) {
      Submission submission =
          new Submission(random.ofPastDays(14), "DE", List.of("DE", "FR"), false);
      UUID tan = UUID.fromString(to.surroundings().verification().freshTan());
      assertThat(to.submit(SubmissionRequest.real(tan, submission, MainJobContract.RANDOM)))
          .isEqualTo(200);
    }
  }

  private static int status(CompletableFuture<HttpResponse<String>> answer) {
    return answer.join().statusCode();
  }

  private static int published(DeployedServer server) {
    return number(server, PUBLISHED);
  }

  private static int number(DeployedServer server, String sql) {
    try {
      return server.count(sql, DatabaseRole.DISTRIBUTION);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
