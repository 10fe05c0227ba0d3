package io.warnserver.submission.store;

import io.warnserver.keys.store.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does at once what several requests want at the same time: while one batch is under way the next
 * one gathers. A single request never waits for others to come.
 *
 * @param <I> what a request wants
 * @param <O> what it gets
 */
final class Batches<I, O> {

  /** Does a batch: all of it or nothing. */
  @FunctionalInterface
  interface Work<I, O> {

    /**
     * @return one result for each item, in their order
     * @throws StorageException if nothing was done
     */
    List<O> on(List<I> items);
  }

  private record Wanted<I, O>(I item, CompletableFuture<O> result) {}

  private final Executor executor;
  private final int workers;
  private final int size;
  private final Work<I, O> work;
  private final Queue<Wanted<I, O>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger working = new AtomicInteger();

  /**
   * @param workers batches under way at the same time, at most
   * @param size items in a batch, at most
   */
  Batches(Executor executor, int workers, int size, Work<I, O> work) {
    this.executor = executor;
    this.workers = workers;
    this.size = size;
    this.work = work;
  }

  /** Adds an item to the next batch. */
  CompletionStage<O> add(I item) {
    CompletableFuture<O> result = new CompletableFuture<>();
    queue.add(new Wanted<>(item, result));
    startWorker();
    return result;
  }

  private void startWorker() {
    int now = working.get();
    while (now < workers && !queue.isEmpty()) {
      if (working.compareAndSet(now, now + 1)) {
        try {
          executor.execute(this::run);
        } catch (RejectedExecutionException e) {
          working.decrementAndGet();
          failAll(take(Integer.MAX_VALUE), new StorageException("the server is stopping", e));
        }
        return;
      }
      now = working.get();
    }
  }

  private void run() {
    try {
      for (List<Wanted<I, O>> batch = take(size); !batch.isEmpty(); batch = take(size)) {
        perform(batch);
      }
    } finally {
      working.decrementAndGet();
    }
    // What came after the last look.
    startWorker();
  }

  private List<Wanted<I, O>> take(int max) {
    List<Wanted<I, O>> batch = new ArrayList<>();
    for (Wanted<I, O> next = queue.poll(); next != null; next = queue.poll()) {
      batch.add(next);
      if (batch.size() == max) {
        break;
      }
    }
    return batch;
  }

  private void perform(List<Wanted<I, O>> batch) {
    try {
      List<O> results = work.on(batch.stream().map(Wanted::item).toList());
      for (int i = 0; i < results.size(); i++) {
        batch.get(i).result().complete(results.get(i));
      }
    } catch (StorageException e) {
      if (batch.size() > 1 && Failures.isOfOneRequest(e)) {
        batch.forEach(one -> perform(List.of(one)));
      } else {
        failAll(batch, e);
      }
    } catch (RuntimeException e) {
      failAll(batch, e);
    }
  }

  private void failAll(List<Wanted<I, O>> batch, RuntimeException e) {
    batch.forEach(one -> one.result().completeExceptionally(e));
  }
}
