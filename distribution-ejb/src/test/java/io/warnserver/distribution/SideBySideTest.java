package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SideBySideTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Integer> done = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void widthOfThree_hasThreeTasksAtWorkAtOnce() {
    CyclicBarrier three = new CyclicBarrier(3);

    new SideBySide(threads, 3)
        .run(IntStream.range(0, 9).mapToObj(i -> (Runnable) () -> meet(three, i)).toList());

    assertThat(done).hasSize(9);
  }

  @Test
  void widthOfOne_isInOrder() {
    new SideBySide(threads, 1).run(tasks(20));

    assertThat(done).containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
  }

  @Test
  void moreTasksThanWidth_neverHasMoreAtWork() {
    AtomicInteger atWork = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Runnable task =
        () -> {
          most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
          atWork.decrementAndGet();
        };

    new SideBySide(threads, 3).run(Collections.nCopies(500, task));

    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void failure_isThrownAndNothingMoreBegins() {
    List<Runnable> tasks = new ArrayList<>(tasks(3));
    tasks.add(
        () -> {
          throw new IllegalStateException("disk full");
        });
    tasks.addAll(tasks(5));

    assertThatThrownBy(() -> new SideBySide(threads, 1).run(tasks)).hasMessage("disk full");

    assertThat(done).containsExactly(0, 1, 2);
  }

  @Test
  void failureOfOne_waitsForThoseAtWork() {
    CountDownLatch bothBegan = new CountDownLatch(2);
    Runnable failing =
        () -> {
          bothBegan.countDown();
          await(bothBegan);
          throw new IllegalStateException("no");
        };
    Runnable working =
        () -> {
          bothBegan.countDown();
          await(bothBegan);
          done.add(1);
        };

    assertThatThrownBy(() -> new SideBySide(threads, 2).run(List.of(failing, working)))
        .hasMessage("no");

    assertThat(done).containsExactly(1);
  }

  @Test
  void executorThatRefuses_leavesTheWorkToTheCaller() {
    SideBySide alone =
        new SideBySide(
            task -> {
              throw new RejectedExecutionException("full");
            },
            4);

    alone.run(tasks(10));

    assertThat(done).hasSize(10);
  }

  @Test
  void executorThatNeverBegins_isNotWaitedFor() {
    new SideBySide(task -> {}, 4).run(tasks(10));

    assertThat(done).hasSize(10);
  }

  private List<Runnable> tasks(int count) {
    return IntStream.range(0, count).mapToObj(i -> (Runnable) () -> done.add(i)).toList();
  }

  private void meet(CyclicBarrier barrier, int task) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
      done.add(task);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
