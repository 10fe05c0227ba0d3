package io.warnserver.benchmarks.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What becomes of each request of a run, while it goes on. */
final class LoadRecord {

  private static final int GOOD = 200;
  private static final long NONE = -1;

  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final long[] nanos;
  private final long[] lag;
  private final long limitNanos;
  private int good;

  LoadRecord(int requests, Duration limit) {
    nanos = new long[requests];
    Arrays.fill(nanos, NONE);
    lag = new long[requests];
    limitNanos = limit.toNanos();
  }

  /** How late the generator itself was. */
  void lag(int request, long late) {
    lag[request] = late;
  }

  void answer(int request, int status, long sinceDue) {
    nanos[request] = sinceDue;
    statuses.merge(status, 1, Integer::sum);
    if (status == GOOD && sinceDue <= limitNanos) {
      good++;
    }
  }

  LoadResult result(double perSecond, double wallSeconds) {
    long[] answered = Arrays.stream(nanos).filter(n -> n != NONE).toArray();
    return new LoadResult(
        perSecond,
        nanos.length,
        nanos.length - good,
        wallSeconds,
        Map.copyOf(statuses),
        Percentiles.of(answered),
        Percentiles.of(lag));
  }
}
