package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.revocation.RevocationOrder;
import io.warnserver.distribution.testing.ArrivingKey;
import io.warnserver.distribution.testing.TreeWalk;
import io.warnserver.keys.HourNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small runs that have everything: keys of two countries, a new country, a country that ends, a day
 * that ends, one that leaves retention, and hours that leave it earlier; and an order to revoke,
 * with a removed key that is handed in again.
 */
class KilledRunTest {

  private static final List<Logger> LOGS =
      List.of(
          Logger.getLogger(Distribution.class.getName()),
          Logger.getLogger(RevocationStep.class.getName()));
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path folder;

  @BeforeEach
  void logLess() {
    LOGS.forEach(log -> log.setLevel(Level.WARNING));
  }

  @AfterEach
  void logAgain() {
    LOGS.forEach(log -> log.setLevel(null));
  }

  @Test
  void runKilledAtAnyStep_leavesAReadableTreeThatTheNextRunCompletes() {
    Instant start = Instant.parse("2026-03-02T22:00:00Z");
    Instant last = Instant.parse("2026-03-05T00:00:00Z");
    String[] settings = {
      "warn.supported-countries", "AT,DE,FR",
      "warn.distribution.min-keys", "2",
      "warn.retention-days", "2",
      "warn.distribution.hour-retention-days", "1"
    };
    TestServer server = new TestServer(settings);
    server.arrive(server.keys.readyAt(start, 4));
    server.arrive(keysOf(server, "AT", start, 4));
    Instant between = Instant.parse("2026-03-03T04:00:00Z");
    server.completeHourly(start.plus(HOUR), between);
    server.arrive(server.keys.readyAt(between, 2));
    server.completeHourly(between.plus(HOUR), last.minus(HOUR.multipliedBy(2)));
    // What this run takes out of the indexes, the one that is killed deletes.
    server.set(
        "warn.supported-countries", "AT,DE,FR",
        "warn.distribution.min-keys", "2",
        "warn.retention-days", "1",
        "warn.distribution.hour-retention-days", "1");
    server.completeAfter(last.minus(HOUR));
    server.set(settings);
    server.arrive(server.keys.readyAt(last.minus(HOUR), 3));
    server.arrive(keysOf(server, "FR", last.minus(HOUR), 3));

    List<String> killedAt;
    try (KillMatrix matrix =
        new KillMatrix(server, folder, phone(), last, path -> false, settings)) {
      killedAt = matrix.kill();
    }

    assertThat(killedAt).anyMatch(name -> name.matches(".* put .*/FR/date/2026-03-04"));
    assertThat(killedAt).anyMatch(name -> name.matches(".* put .*/country"));
    assertThat(killedAt).anyMatch(name -> name.matches(".* delete .*/AT/date .*"));
    assertThat(killedAt).anyMatch(name -> name.matches(".* delete .*/DE/date/2026-03-02.*"));
    assertThat(killedAt)
        .anyMatch(name -> name.matches(".* delete .*/AT/date/2026-03-03/hour/0 .*"));
  }

  @Test
  void revocationKilledAtAnyStep_isCompletedByTheNextRun() throws Exception {
    Instant first = Instant.parse("2026-03-02T22:00:00Z");
    Instant last = Instant.parse("2026-03-03T01:00:00Z");
    String[] settings = {
      "warn.supported-countries", "AT,DE",
      "warn.distribution.min-keys", "2"
    };
    TestServer server = new TestServer(settings);
    List<ArrivingKey> bad = keysOf(server, "AT", first, 3);
    server.arrive(bad);
    server.arrive(server.keys.readyAt(first, 2));
    server.completeHourly(first.plus(HOUR), last.minus(HOUR));
    server.arrive(bad.get(0).submittedAt(last.minus(HOUR)));
    server.revoke(RevocationOrder.ofAll(PackageWindow.ofHour("AT", HourNumber.containing(first))));

    List<String> killedAt;
    try (KillMatrix matrix =
        new KillMatrix(server, folder, phone(), last, path -> true, settings)) {
      killedAt = matrix.kill();
    }

    assertThat(killedAt).anyMatch(name -> name.matches(".* put .*/EUR/date/2026-03-02/hour/22"));
    assertThat(killedAt).anyMatch(name -> name.matches(".* put .*app_config_ios"));
    assertThat(killedAt).anyMatch(name -> name.matches(".* put .*/AT/date/2026-03-02"));
  }

  private static TreeWalk phone() {
    return new TreeWalk(
        LocalDate.parse("2026-03-02").datesUntil(LocalDate.parse("2026-03-06")).toList());
  }

  private static List<ArrivingKey> keysOf(
      TestServer server, String country, Instant submission, int count) {
    return server.keys.readyAt(submission, count).stream()
        .map(key -> key.from(country).visiting(country))
        .toList();
  }
}
