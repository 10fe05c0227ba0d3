package io.warnserver.submission.store;

import io.warnserver.database.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Does at once what several requests want (I) at about the same time, and gives each what it gets
 * (O): a batch gathers for a while from its first item on, at least until a worker is free.
 */
final class Batches<I, O> {

  private record Wanted<I, O>(I item, CompletableFuture<O> result) {}

  private final Executor gathering;
  private final Executor executor;
  private final int workers;
  private final int size;
  private final Function<List<I>, List<O>> work;
  private final BlockingQueue<Wanted<I, O>> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger working = new AtomicInteger();

  /** Whether a worker is about to take what has gathered. */
  private final AtomicBoolean awaited = new AtomicBoolean();

  /**
   * @param gathering runs what it is given after the time in which a batch gathers
   * @param executor runs the workers
   * @param workers batches under way at the same time, at most
   * @param size items in a batch, at most
   * @param work does a batch, all of it or nothing: gives one result for each item, in their order,
   *     or throws
   */
  Batches(
      Executor gathering,
      Executor executor,
      int workers,
      int size,
      Function<List<I>, List<O>> work) {
    this.gathering = gathering;
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
    while (!queue.isEmpty() && working.get() < workers && awaited.compareAndSet(false, true)) {
      // Nobody adds a worker without the mark; somebody may have done so before it was set here.
      if (working.get() < workers) {
        working.incrementAndGet();
        hand(gathering, () -> hand(executor, this::run));
        return;
      }
      awaited.set(false);
    }
  }

  private void hand(Executor to, Runnable work) {
    try {
      to.execute(work);
    } catch (RejectedExecutionException e) {
      working.decrementAndGet();
      awaited.set(false);
      failAll(take(Integer.MAX_VALUE), new StorageException("the server is stopping", e));
    }
  }

  private void run() {
    // First: who finds the mark set has added its item before this looks.
    awaited.set(false);
    try {
      List<Wanted<I, O>> batch;
      do {
        batch = take(size);
        if (!batch.isEmpty()) {
          perform(batch);
        }
      } while (batch.size() == size);
    } finally {
      working.decrementAndGet();
    }
    // What came after the last look.
    startWorker();
  }

  private List<Wanted<I, O>> take(int max) {
    List<Wanted<I, O>> batch = new ArrayList<>();
    queue.drainTo(batch, max);
    return batch;
  }

  private void perform(List<Wanted<I, O>> batch) {
    try {
      List<O> results = work.apply(batch.stream().map(Wanted::item).toList());
      for (int i = 0; i < results.size(); i++) {
        batch.get(i).result().complete(results.get(i));
      }
    } catch (StorageException e) {
      if (batch.size() > 1 && SubmissionDatabase.isOfOneRequest(e)) {
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
