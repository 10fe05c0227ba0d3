package io.warnserver.benchmarks.load;

import java.util.Map;

/**
 * What became of a run's requests.
 *
 * @param perSecond how many were due in a second
 * @param requests how many were due in all
 * @param failures not answered with 200 within the limit
 * @param wallSeconds until the last answer, or until the limit after the last one was due
 * @param statuses how often each came; {@link Exchange#ENDED} for connections that failed
 * @param times of all answers, from when each request was due
 * @param lag how late the generator was itself
 */
public record LoadResult(
    double perSecond,
    int requests,
    int failures,
    double wallSeconds,
    Map<Integer, Integer> statuses,
    Percentiles times,
    Percentiles lag) {

  /** The part that failed, 0 to 1. */
  public double failureRate() {
    return (double) failures / requests;
  }
}
