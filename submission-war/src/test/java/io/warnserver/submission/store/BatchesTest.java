package io.warnserver.submission.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.database.StorageException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With workers that run when the test says so. */
class BatchesTest {

  private final Deque<Runnable> workers = new ArrayDeque<>();
  private final List<List<Integer>> batches = new ArrayList<>();

  private final Batches<Integer, Integer> doubling =
      new Batches<>(Runnable::run, workers::add, 2, 3, this::doubled);

  /** What happens during the next batch. */
  private Runnable underWay = () -> {};

  private List<Integer> doubled(List<Integer> items) {
    batches.add(items);
    Runnable meanwhile = underWay;
    underWay = () -> {};
    meanwhile.run();
    if (items.contains(13)) {
      throw new StorageException("unlucky", new SQLException("", "23514"));
    }
    if (items.contains(99)) {
      throw new StorageException("down", new SQLException("", "08006"));
    }
    if (items.contains(0)) {
      throw new IllegalStateException("a defect");
    }
    return items.stream().map(item -> 2 * item).toList();
  }

  @Test
  void whatCameMeanwhile_isDoneTogetherUpToTheSize() {
    List<CompletableFuture<Integer>> results = add(1, 2, 3, 4);

    workers.remove().run();

    assertThat(batches).containsExactly(List.of(1, 2, 3), List.of(4));
    assertThat(results.stream().map(CompletableFuture::join)).containsExactly(2, 4, 6, 8);
  }

  @Test
  void whileABatchIsUnderWay_theNextOneGathersForAnotherWorker() {
    add(1);
    underWay = () -> add(2, 3);

    workers.remove().run();

    assertThat(workers).hasSize(1);
    workers.remove().run();
    assertThat(batches).containsExactly(List.of(1), List.of(2, 3));
  }

  @Test
  void workers_areNoMoreThanAllowed() {
    add(1);
    underWay =
        () -> {
          add(2);
          underWay =
              () -> {
                add(3);
                assertThat(workers).isEmpty();
              };
          workers.remove().run();
        };

    workers.remove().run();

    assertThat(workers).hasSize(1);
    workers.remove().run();
    assertThat(batches).containsExactly(List.of(1), List.of(2), List.of(3));
  }

  @Test
  void itemsThatComeWhileOthersGather_areOfTheSameBatch() {
    Deque<Runnable> gathering = new ArrayDeque<>();
    Batches<Integer, Integer> gathered =
        new Batches<>(gathering::add, workers::add, 2, 3, this::doubled);
    var unused = gathered.add(1);
    unused = gathered.add(2);
    assertThat(workers).isEmpty();

    gathering.remove().run();
    CompletableFuture<Integer> last = gathered.add(3).toCompletableFuture();
    workers.remove().run();

    assertThat(last).isCompletedWithValue(6);
    assertThat(batches).containsExactly(List.of(1, 2, 3));
    assertThat(gathering).isEmpty();
  }

  @Test
  void serverThatStopsWhileABatchGathers_failsIt() {
    Deque<Runnable> gathering = new ArrayDeque<>();
    Batches<Integer, Integer> stopping =
        new Batches<>(
            gathering::add,
            task -> {
              throw new RejectedExecutionException();
            },
            1,
            3,
            this::doubled);
    CompletableFuture<Integer> first = stopping.add(1).toCompletableFuture();
    CompletableFuture<Integer> second = stopping.add(2).toCompletableFuture();

    gathering.remove().run();

    assertThat(List.of(first, second)).allMatch(CompletableFuture::isCompletedExceptionally);
  }

  @Test
  void itemAfterTheWorkersHaveEnded_startsOneAgain() {
    add(1);
    workers.remove().run();
    List<CompletableFuture<Integer>> results = add(2);

    workers.remove().run();

    assertThat(results.get(0)).isCompletedWithValue(4);
    assertThat(workers).isEmpty();
  }

  @Test
  void itemThatIsRefused_doesNotHinderTheOthers() {
    List<CompletableFuture<Integer>> results = add(1, 13, 3);

    workers.remove().run();

    assertThat(results.get(0)).isCompletedWithValue(2);
    assertThat(results.get(2)).isCompletedWithValue(6);
    assertThatThrownBy(results.get(1)::join).hasCauseInstanceOf(StorageException.class);
  }

  @Test
  void databaseThatIsDown_failsTheBatchAtOnce() {
    List<CompletableFuture<Integer>> results = add(1, 99, 3);

    workers.remove().run();

    assertThat(batches).hasSize(1);
    assertThat(results).allMatch(CompletableFuture::isCompletedExceptionally);
  }

  @Test
  void defect_failsItsBatchOnly() {
    List<CompletableFuture<Integer>> results = add(0, 1, 2, 3);

    workers.remove().run();

    assertThat(results.subList(0, 3)).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(results.get(3)).isCompletedWithValue(6);
  }

  @Test
  void serverThatIsStopping_failsWhatIsAdded() {
    Batches<Integer, Integer> stopping =
        new Batches<>(
            Runnable::run,
            task -> {
              throw new RejectedExecutionException();
            },
            1,
            1,
            this::doubled);

    assertThat(stopping.add(1).toCompletableFuture()).isCompletedExceptionally();
    assertThat(stopping.add(2).toCompletableFuture()).isCompletedExceptionally();
  }

  private List<CompletableFuture<Integer>> add(int... items) {
    return IntStream.of(items).mapToObj(item -> doubling.add(item).toCompletableFuture()).toList();
  }
}
