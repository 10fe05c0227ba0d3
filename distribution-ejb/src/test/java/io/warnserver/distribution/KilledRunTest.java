package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.ArrivingKey;
import io.warnserver.distribution.testing.FailureTime;
import io.warnserver.distribution.testing.FileStore;
import io.warnserver.distribution.testing.InMemoryStore;
import io.warnserver.distribution.testing.InMemoryStore.StoredObject;
import io.warnserver.distribution.testing.StepGate;
import io.warnserver.distribution.testing.TreeWalk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at every step of a run, all of them: a process runs, stands still at a
 * transaction or at a call of the store, and is killed there. Each step twice: half done (all rows
 * written, but not committed; half an object sent; half of the objects deleted), and done without
 * the run knowing it, which is also the state before the next step. After each the tree is walked
 * as a phone does, and the next run comes to the same end as one that was never killed.
 *
 * <p>The run is small but has everything: keys of two countries, a new country, a country that
 * ends, a day that ends, one that leaves retention, and hours that leave it earlier.
 */
class KilledRunTest {

  private static final Logger LOG = Logger.getLogger(Distribution.class.getName());
  private static final Instant START = Instant.parse("2026-03-02T22:00:00Z");
  private static final Instant LAST = Instant.parse("2026-03-05T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration RUNS_AFTER = Duration.ofMinutes(5);

  /** Starting takes longer than running: they are started ahead. */
  private static final int STARTED_AHEAD = 2;

  private static final String[] SETTINGS = {
    "warn.supported-countries", "AT,DE,FR",
    "warn.distribution.min-keys", "2",
    "warn.retention-days", "2",
    "warn.distribution.hour-retention-days", "1"
  };

  @TempDir private Path folder;
  private final TestServer server = new TestServer(SETTINGS);
  private final Deque<InstanceProcess> processes = new ArrayDeque<>();
  private final TreeWalk phone =
      new TreeWalk(
          LocalDate.parse("2026-03-02").datesUntil(LocalDate.parse("2026-03-06")).toList());
  private FileStore files;
  private InMemoryStore before;

  @BeforeEach
  void comeToTheStateBeforeTheRun() {
    files = new FileStore(folder, StepGate.open());
    server.arrive(server.keys.readyAt(START, 4));
    server.arrive(keysOf("AT", START, 4));
    server.completeHourly(START.plus(HOUR), LAST.minus(HOUR));
    server.arrive(server.keys.readyAt(LAST.minus(HOUR), 3));
    server.arrive(keysOf("FR", LAST.minus(HOUR), 3));
    server.database.keep();
    before = server.store.copy();
    LOG.setLevel(Level.WARNING);
  }

  @AfterEach
  void endProcesses() {
    LOG.setLevel(null);
    processes.forEach(InstanceProcess::close);
  }

  @Test
  void runKilledAtAnyStep_leavesAReadableTreeThatTheNextRunCompletes() {
    server.completeAfter(LAST);
    SortedMap<String, StoredObject> expected = server.store.objects();
    List<String> expectedRows = server.database.contents();
    int steps = assertNeverKilledRunDoesTheSame(expected, expectedRows);
    List<String> killedAt = new ArrayList<>();

    for (int step = 1; step <= steps; step++) {
      for (FailureTime time : FailureTime.values()) {
        startOver();
        InstanceProcess process = next();
        process.begin(LAST.plus(RUNS_AFTER), step, time);
        String name = time + " step " + step + ", " + process.awaitStandstill();
        process.kill();
        killedAt.add(name);

        phone.walk(files::content);
        server.database.letLeaseRunOut();
        server.store = InMemoryStore.holding(files.everything());
        server.completeAfter(LAST);

        assertThat(server.store.objects()).as(name).isEqualTo(expected);
        assertThat(server.database.contents()).as(name).isEqualTo(expectedRows);
      }
    }
    assertThat(killedAt).anyMatch(name -> name.matches(".* put .*/FR/date/2026-03-04"));
    assertThat(killedAt).anyMatch(name -> name.matches(".* put .*/country"));
    assertThat(killedAt).anyMatch(name -> name.matches(".* delete .*/AT/date .*"));
    assertThat(killedAt).anyMatch(name -> name.matches(".* delete .*/DE/date/2026-03-02.*"));
    assertThat(killedAt).anyMatch(name -> name.matches(".* delete .*/DE/date/2026-03-03/hour/0.*"));
  }

  /** In a process, too, so that it has the same steps; says how many. */
  private int assertNeverKilledRunDoesTheSame(
      SortedMap<String, StoredObject> expected, List<String> expectedRows) {
    startOver();
    try (InstanceProcess process = next()) {
      InstanceProcess.Ended ended = process.run(LAST.plus(RUNS_AFTER));
      assertThat(ended.outcome()).as(ended.reason()).isEqualTo(RunResult.Outcome.COMPLETED);
      assertThat(InMemoryStore.holding(files.everything()).objects()).isEqualTo(expected);
      assertThat(server.database.contents()).isEqualTo(expectedRows);
      assertThat(phone.walk(files::content)).isGreaterThan(50);
      return ended.steps();
    }
  }

  private void startOver() {
    server.database.restore();
    server.recover();
    files.fill(before.everything());
  }

  private InstanceProcess next() {
    while (processes.size() <= STARTED_AHEAD) {
      processes.add(
          InstanceProcess.start("killed instance", server.database.url(), folder, SETTINGS));
    }
    return processes.remove();
  }

  private List<ArrivingKey> keysOf(String country, Instant submission, int count) {
    return server.keys.readyAt(submission, count).stream()
        .map(key -> key.from(country).visiting(country))
        .toList();
  }
}
