package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.client.RandomKeys;
import io.warnserver.client.Submission;
import io.warnserver.client.SubmissionRequest;
import io.warnserver.local.servers.DatabaseRole;
import io.warnserver.local.servers.PlayedClock;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.managed.ManagedServer;
import io.warnserver.managed.Waiting;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Two instances on one database and store: migrations happen once, one run at a time works, and
 * when one instance dies the other goes on.
 */
interface TwoInstancesContract {

  /** The lease of a dead instance, and a slow machine. */
  Duration LIMIT = Duration.ofMinutes(4);

  /** Starts a server of the kind under test. */
  ManagedServer start(Surroundings surroundings, String name, Map<String, String> settings)
      throws Exception;

  @Test
  default void jobsAreDoneOnce_andTheOtherTakesOver() throws Exception {
    Map<String, String> often = Map.of("warn.distribution.schedule", "minute=* hour=* second=*/5");
    try (Surroundings surroundings =
            Surroundings.startTemporary(PlayedClock.fromNoon(Clock.systemUTC()));
        ManagedServer first = start(surroundings, "first", often);
        ManagedServer second = start(surroundings, "second", often)) {
      DeployedServer one = DeployedServer.of(first);
      DeployedServer other = DeployedServer.of(second);
      Instant submitted = one.hour().minus(Duration.ofHours(8));
      publishOf(one, one, submitted, submitted.plus(Duration.ofHours(3)), other);

      // Half in half: which one ran is the lease's doing, so look at all that both have done.
      assertThat(one.count(OVERLAPS, DatabaseRole.DISTRIBUTION)).isZero();
      assertThat(one.count(PUBLISHED, DatabaseRole.DISTRIBUTION)).isPositive();

      first.kill();
      publishOf(
          other, other, submitted.plus(Duration.ofHours(4)), submitted.plus(Duration.ofHours(7)));
      assertThat(other.count(OVERLAPS, DatabaseRole.DISTRIBUTION)).isZero();
    }
  }

  /**
   * Runs that had the lease at the same time. A run that died has no end: it had the lease for 45
   * seconds at least.
   */
  String OVERLAPS =
      "select count(*) from distribution_run a join distribution_run b on a.run_number < b.run_number"
          + " and coalesce(a.ended_at, a.started_at + interval '45 seconds') > b.started_at";

  /** Packages that are published. */
  String PUBLISHED = "select count(*) from key_package where state = 'published'";

  /** Submits to one instance, moves all clocks, and waits until somebody has published. */
  private static void publishOf(
      DeployedServer to,
      DeployedServer look,
      Instant submitted,
      Instant published,
      DeployedServer... more)
      throws Exception {
    to.moveClock(submitted);
    for (DeployedServer server : more) {
      server.moveClock(submitted);
    }
    int before = look.count(PUBLISHED, DatabaseRole.DISTRIBUTION);
    RandomKeys random =
        new RandomKeys(Clock.fixed(submitted, ZoneOffset.UTC), MainJobContract.RANDOM);
    for (int i = 0; i < MainJobContract.SUBMISSIONS; i++) {
      Submission submission =
          new Submission(random.ofPastDays(14), "DE", List.of("DE", "FR"), false);
      UUID tan = UUID.fromString(to.surroundings().verification().freshTan());
      assertThat(to.submit(SubmissionRequest.real(tan, submission, MainJobContract.RANDOM)))
          .isEqualTo(200);
    }
    to.moveClock(published);
    for (DeployedServer server : more) {
      server.moveClock(published);
    }
    Waiting.until(
        LIMIT,
        () -> {
          try {
            return look.count(PUBLISHED, DatabaseRole.DISTRIBUTION) > before;
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
