package io.warnserver.submission.base;

import io.warnserver.parts.Part;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
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

  /** They begin batches, see that time is up, and do nothing else. */
  private static final int SCHEDULING = 2;

  /**
   * Statements of requests that come within this time go together. A submission waits so twice,
   * which is not seen: its answer leaves a fifth of a second after it came, if all goes well.
   */
  private static final Duration GATHERING = Duration.ofMillis(10);

  private static final long IDLE_SECONDS = 60;

  @Resource private ManagedThreadFactory container;

  private ThreadPoolExecutor executor;
  private ScheduledThreadPoolExecutor scheduler;

  @PostConstruct
  void start() {
    executor =
        new ThreadPoolExecutor(
            WORKING,
            WORKING,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            container);
    executor.allowCoreThreadTimeOut(true);
    scheduler = new ScheduledThreadPoolExecutor(SCHEDULING, container);
    scheduler.setRemoveOnCancelPolicy(true);
  }

  /** Makes threads that may use the container's resources. */
  public ThreadFactory factory() {
    return container;
  }

  /** For work that waits for the database. */
  public ExecutorService executor() {
    return executor;
  }

  /** For what is due at a time and takes none. Cancelled, it is gone at once. */
  public ScheduledExecutorService scheduler() {
    return scheduler;
  }

  /** Runs what it is given when requests have gathered for a while. */
  public Executor gathering() {
    return work -> {
      var unused = scheduler.schedule(work, GATHERING.toNanos(), TimeUnit.NANOSECONDS);
    };
  }

  /** Nothing new is begun. */
  @PreDestroy
  public void close() {
    scheduler.shutdownNow();
    executor.shutdown();
  }
}
