package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.FailureTime;
import io.warnserver.distribution.testing.FileStore;
import io.warnserver.distribution.testing.InMemoryStore;
import io.warnserver.distribution.testing.InMemoryStore.StoredObject;
import io.warnserver.distribution.testing.StepGate;
import io.warnserver.distribution.testing.TestSigningKeys;
import io.warnserver.distribution.testing.TreeWalk;
import io.warnserver.leases.RunOutcome;
import io.warnserver.testing.LongTests;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Death at the steps of a run: it stands still at a transaction or at a call of the store, and does
 * nothing more. Each step twice: half done (all rows written, but not committed; half an object
 * sent; half of the objects deleted), and done without the run knowing it, which is also the state
 * before the next step. After each the tree is walked as a phone does, and the next run comes to
 * the same end as one that was never killed.
 *
 * <p>At one step of each sort it is {@code kill -9} of a process. At the others a thread of this
 * process stands still for good and its connection breaks, which the database and the store cannot
 * tell from it, and which takes a tenth of the time. The usual build takes one step of each kind;
 * long tests take all. What only fails, in every build, does so at every step: {@link
 * InterruptedRunTest}.
 */
final class KillMatrix implements AutoCloseable {

  private static final Duration RUNS_AFTER = Duration.ofMinutes(5);
  private static final String TRANSACTION = "transaction";

  private static final long STANDSTILL_SECONDS = 60;

  private final TestServer server;
  private final Path folder;
  private final TreeWalk phone;
  private final Instant hour;
  private final String[] settings;
  private final FileStore files;
  private final InMemoryStore before;
  private final Predicate<String> mayChange;
  private final List<InstanceProcess> processes = new ArrayList<>();

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
    Set<String> killed = new HashSet<>();
    List<String> killedAt = new ArrayList<>();
    for (int step : toDieAt(steps)) {
      for (FailureTime time : FailureTime.values()) {
        startOver();
        boolean process = time == FailureTime.BEFORE && killed.add(sortOf(step, steps));
        String at = process ? killProcess(step, time) : standStill(step, time);
        String name = time + " step " + step + ", " + at;
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
  private static List<Integer> toDieAt(List<String> steps) {
    Set<String> met = new HashSet<>();
    return IntStream.rangeClosed(1, steps.size())
        .filter(step -> met.add(kindOf(step, steps)) || LongTests.askedFor())
        .boxed()
        .toList();
  }

  private static String sortOf(int step, List<String> steps) {
    return steps.get(step - 1).replaceAll(" .*", "");
  }

  /** All transactions have one name: the first one after a step is of a kind of its own. */
  private static String kindOf(int step, List<String> steps) {
    String kind = steps.get(step - 1).replaceAll("[0-9]+", "0");
    String before = step > 1 ? sortOf(step - 1, steps) : "";
    return kind.equals(TRANSACTION) && !before.equals(TRANSACTION) ? before + ", " + kind : kind;
  }

  private String killProcess(int step, FailureTime time) {
    InstanceProcess process = start();
    process.begin(hour.plus(RUNS_AFTER), step, time);
    String at = process.awaitStandstill();
    process.kill();
    return at;
  }

  private String standStill(int step, FailureTime time) {
    CompletableFuture<String> at = new CompletableFuture<>();
    StepGate gate =
        new StepGate(
            step,
            time,
            name -> {
              at.complete(name);
              while (true) {
                LockSupport.park();
              }
            });
    try (Instance instance =
        new Instance(server.database.url(), folder, TestSigningKeys.one(), settings)) {
      Thread run = new Thread(() -> instance.run(hour.plus(RUNS_AFTER), gate), "stands still");
      run.setDaemon(true);
      run.start();
      return at.get(STANDSTILL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In a process, so that it has the same steps; says which. */
  private List<String> assertNeverKilledRunDoesTheSame(
      SortedMap<String, StoredObject> expected, List<String> expectedRows) {
    startOver();
    InstanceProcess.Ended ended = start().run(hour.plus(RUNS_AFTER));
    assertThat(ended.outcome()).as(ended.reason()).isEqualTo(RunOutcome.COMPLETED);
    assertThat(InMemoryStore.holding(files.everything()).objects()).isEqualTo(expected);
    assertThat(server.database.contents()).isEqualTo(expectedRows);
    assertThat(phone.walk(files::content)).isGreaterThan(5);
    return ended.steps();
  }

  private void startOver() {
    server.database.restore();
    server.recover();
    files.fill(before.everything());
  }

  private InstanceProcess start() {
    InstanceProcess process = InstanceProcess.start(server.database.url(), folder, settings);
    processes.add(process);
    return process;
  }

  @Override
  public void close() {
    processes.forEach(InstanceProcess::close);
  }
}
