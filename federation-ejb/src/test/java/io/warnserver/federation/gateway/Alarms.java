package io.warnserver.federation.gateway;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads on which nothing happens in its time, but when a test says so. */
final class Alarms extends ScheduledThreadPoolExecutor {

  private final List<Runnable> tasks = new CopyOnWriteArrayList<>();
  private final List<Duration> times = new CopyOnWriteArrayList<>();

  Alarms() {
    super(1);
    setRemoveOnCancelPolicy(true);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long time, long again, TimeUnit unit) {
    times.add(Duration.of(time, unit.toChronoUnit()));
    tasks.add(task);
    return super.scheduleWithFixedDelay(task, 1, 1, TimeUnit.DAYS);
  }

  /** All times are over. */
  void ring() {
    tasks.forEach(Runnable::run);
  }

  /** For when alarms were set. */
  List<Duration> times() {
    return List.copyOf(times);
  }

  /** How many are still set. */
  int set() {
    return getQueue().size();
  }
}
