package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.FailureTime;
import io.warnserver.distribution.testing.FileStore;
import io.warnserver.distribution.testing.InMemoryStore;
import io.warnserver.distribution.testing.InMemoryStore.StoredObject;
import io.warnserver.distribution.testing.StepGate;
import io.warnserver.distribution.testing.TreeWalk;
import io.warnserver.testing.LongTests;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * {@code kill -9} at the steps of a run: a process runs, stands still at a transaction or at a call
 * of the store, and is killed there. Each step twice: half done (all rows written, but not
 * committed; half an object sent; half of the objects deleted), and done without the run knowing
 * it, which is also the state before the next step. After each the tree is walked as a phone does,
 * and the next run comes to the same end as one that was never killed.
 *
 * <p>The usual build takes one step of each kind; long tests take all. What only fails, in every
 * build, does so at every step: {@link InterruptedRunTest}.
 */
final class KillMatrix implements AutoCloseable {

  private static final Duration RUNS_AFTER = Duration.ofMinutes(5);
  private static final String TRANSACTION = "transaction";

  /** Starting takes longer than running: they are started ahead. */
  private static final int STARTED_AHEAD = 2;

  private final TestServer server;
  private final Path folder;
  private final TreeWalk phone;
  private final Instant hour;
  private final String[] settings;
  private final FileStore files;
  private final InMemoryStore before;
  private final Predicate<String> mayChange;
  private final Deque<InstanceProcess> processes = new ArrayDeque<>();

  /**
   * What is in the server now is the state before the run.
   *
   * @param folder for the store of the processes
   * @param phone that walks the tree
   * @param hour after which the run is
   * @param mayChange which packages may change after they were published
   * @param settings names and values, the server's own
   */
  KillMatrix(
      TestServer server,
      Path folder,
      TreeWalk phone,
      Instant hour,
      Predicate<String> mayChange,
      String... settings) {
    this.server = server;
    this.folder = folder;
    this.phone = phone;
    this.hour = hour;
    this.mayChange = mayChange;
    this.settings = settings.clone();
    files = new FileStore(folder, StepGate.open());
    server.database.keep();
    before = server.store.copy();
  }

  /**
   * Kills it at these steps.
   *
   * @return where it was killed
   */
  List<String> kill() {
    server.completeAfter(hour);
    SortedMap<String, StoredObject> expected = server.store.objects();
    List<String> expectedRows = server.database.contents();
    List<String> steps = assertNeverKilledRunDoesTheSame(expected, expectedRows);
    List<String> killedAt = new ArrayList<>();
    for (int step : toKillAt(steps)) {
      for (FailureTime time : FailureTime.values()) {
        startOver();
        InstanceProcess process = next();
        process.begin(hour.plus(RUNS_AFTER), step, time);
        String name = time + " step " + step + ", " + process.awaitStandstill();
        process.kill();
        killedAt.add(name);

        phone.walk(files::content);
        server.database.letLeaseRunOut();
        server.store = InMemoryStore.holding(files.everything());
        server.store.letChange(mayChange);
        server.completeAfter(hour);

        assertThat(server.store.objects()).as(name).isEqualTo(expected);
        assertThat(server.database.contents()).as(name).isEqualTo(expectedRows);
      }
    }
    return killedAt;
  }

  /** Counted from one. */
  private static List<Integer> toKillAt(List<String> steps) {
    Set<String> met = new HashSet<>();
    return IntStream.rangeClosed(1, steps.size())
        .filter(step -> met.add(kindOf(step, steps)) || LongTests.askedFor())
        .boxed()
        .toList();
  }

  /** All transactions have one name: the first one after a step is of a kind of its own. */
  private static String kindOf(int step, List<String> steps) {
    String kind = steps.get(step - 1).replaceAll("[0-9]+", "0");
    String before = step > 1 ? steps.get(step - 2) : "";
    return kind.equals(TRANSACTION) && !before.equals(TRANSACTION)
        ? before.replaceAll("[/ ].*", "") + ", " + kind
        : kind;
  }

  /** In a process, too, so that it has the same steps; says which. */
  private List<String> assertNeverKilledRunDoesTheSame(
      SortedMap<String, StoredObject> expected, List<String> expectedRows) {
    startOver();
    try (InstanceProcess process = next()) {
      InstanceProcess.Ended ended = process.run(hour.plus(RUNS_AFTER));
      assertThat(ended.outcome()).as(ended.reason()).isEqualTo(RunResult.Outcome.COMPLETED);
      assertThat(InMemoryStore.holding(files.everything()).objects()).isEqualTo(expected);
      assertThat(server.database.contents()).isEqualTo(expectedRows);
      assertThat(phone.walk(files::content)).isGreaterThan(5);
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
          InstanceProcess.start("killed instance", server.database.url(), folder, settings));
    }
    return processes.remove();
  }

  @Override
  public void close() {
    processes.forEach(InstanceProcess::close);
  }
}
