package io.warnserver.benchmarks.load;

import io.warnserver.benchmarks.meters.Figures;
import java.util.Map;

/**
 * What became of a run's requests.
 *
 * @param perSecond how many were due in a second
 * @param requests how many were due in all
 * @param failures not answered with 200 within the limit
 * @param statuses how often each came; {@link Exchange#ENDED} for connections that failed
 * @param times of all answers, from when each request was due
 * @param lag how late the generator was itself
 */
public record LoadResult(
    double perSecond,
    int requests,
    int failures,
    Map<Integer, Integer> statuses,
    Percentiles times,
    Percentiles lag) {

  /** The part that failed, 0 to 1. */
  public double failureRate() {
    return (double) failures / requests;
  }

  /** What it says of the requests. */
  public Map<String, Object> figures() {
    return Figures.of(
        "perSecond", perSecond,
        "requests", requests,
        "failures", failures,
        "p50Millis", times.millis(50),
        "p90Millis", times.millis(90),
        "p99Millis", times.millis(99),
        "p999Millis", times.millis(99.9),
        "maxMillis", times.millis(100),
        "generatorLagP99Millis", lag.millis(99),
        "statuses", statuses);
  }
}
