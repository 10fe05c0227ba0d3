package io.warnserver.operations;

import io.warnserver.health.Health;
import java.lang.management.ManagementFactory;

/** Whether the virtual machine can go on. */
final class Liveness {

  private Liveness() {}

  /** {@link Health.State#DOWN} where threads wait for each other for good: only a restart helps. */
  static Health.State state() {
    return ManagementFactory.getThreadMXBean().findDeadlockedThreads() == null
        ? Health.State.UP
        : Health.State.DOWN;
  }
}
