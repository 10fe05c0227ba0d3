package io.warnserver.distribution;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Does tasks side by side, a bounded number at a time. The caller's thread takes part: it waits for
 * tasks that others have begun, but never for the executor to have a thread free.
 */
final class SideBySide {

  private static final Logger LOG = Logger.getLogger(SideBySide.class.getName());

  private final Executor executor;
  private final int width;

  /**
   * @param executor lends threads
   * @param width how many tasks are done at a time, at most; one: in order, by the caller
   */
  SideBySide(Executor executor, int width) {
    this.executor = executor;
    this.width = width;
  }

  /**
   * Does all tasks. After a failure no further one is begun; those that have begun are waited for.
   *
   * @throws RuntimeException the first failure
   */
  void run(List<? extends Runnable> tasks) {
    Queue<Runnable> left = new ConcurrentLinkedQueue<>(tasks);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Phaser atWork = new Phaser(1);
    for (int i = 1; i < Math.min(width, tasks.size()); i++) {
      lendAHand(left, failure, atWork);
    }
    work(left, failure);
    atWork.arriveAndAwaitAdvance();
    if (failure.get() instanceof Error error) {
      throw error;
    }
    if (failure.get() != null) {
      throw (RuntimeException) failure.get();
    }
  }

  private void lendAHand(Queue<Runnable> left, AtomicReference<Throwable> failure, Phaser atWork) {
    try {
      executor.execute(
          () -> {
            // Whoever comes when all is done finds an empty queue.
            atWork.register();
            work(left, failure);
            atWork.arriveAndDeregister();
          });
    } catch (RejectedExecutionException e) {
      LOG.log(Level.FINE, "No thread was free; those that are there do it", e);
    }
  }

  private static void work(Queue<Runnable> left, AtomicReference<Throwable> failure) {
    for (Runnable task = left.poll(); task != null; task = left.poll()) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        left.clear();
        failure.compareAndSet(null, e);
      }
    }
  }
}
