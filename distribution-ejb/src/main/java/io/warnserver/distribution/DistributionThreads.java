package io.warnserver.distribution;

import io.warnserver.parts.Part;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** The container's threads. */
@Part
final class DistributionThreads {

  @Resource private ManagedScheduledExecutorService scheduler;
  @Resource private ManagedExecutorService executor;

  /** For what is due at a time and takes none: submissions' answers leave on the same threads. */
  ScheduledExecutorService scheduler() {
    return scheduler;
  }

  /** For what waits. */
  Executor executor() {
    return executor;
  }
}
