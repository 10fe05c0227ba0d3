package io.warnserver.submission.base;

import io.warnserver.parts.Part;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads that submissions are served on, few and always the same. The container makes each
 * thread, once; its own executors would carry the context of every single task over, which costs
 * more than all else that is done for a submission.
 */
@Part
public final class SubmissionThreads {

  /** As many as there can be batches under way, and one for the upkeep; each has one connection. */
  private static final int WORKING = 8;

  /** They pass answers on and never wait; an HTTP client's pool would grow with the requests. */
  private static final int ANSWERED = 4;

  /** They begin batches, see that time is up, and do nothing else. */
  private static final int SCHEDULING = 2;

  @Resource private ManagedThreadFactory container;

  private ExecutorService executor;
  private ExecutorService answered;

  /** Tests look into its queue. */
  ScheduledThreadPoolExecutor scheduler;

  /** For the container only. */
  public SubmissionThreads() {}

  /** With threads of another maker, for tests. */
  public SubmissionThreads(ThreadFactory threads) {
    start(threads);
  }

  @PostConstruct
  void start() {
    start(container);
  }

  private void start(ThreadFactory threads) {
    executor = Executors.newFixedThreadPool(WORKING, threads);
    answered = Executors.newFixedThreadPool(ANSWERED, threads);
    scheduler = new ScheduledThreadPoolExecutor(SCHEDULING, threads);
    scheduler.setRemoveOnCancelPolicy(true);
  }

  /** For work that waits for the database. */
  public Executor executor() {
    return executor;
  }

  /** For what other systems' answers lead to; none of it waits. */
  public Executor answered() {
    return answered;
  }

  /** Runs after a time what takes none itself. Cancelled, it is gone at once. */
  public Future<?> after(Duration time, Runnable work) {
    return scheduler.schedule(work, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The same for whatever it is given. */
  public Executor after(Duration time) {
    return work -> {
      var unused = after(time, work);
    };
  }

  /** Nothing new is begun. */
  @PreDestroy
  public void close() {
    scheduler.shutdownNow();
    executor.shutdown();
    answered.shutdown();
  }
}
