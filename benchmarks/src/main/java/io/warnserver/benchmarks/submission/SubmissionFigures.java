package io.warnserver.benchmarks.submission;

import io.warnserver.benchmarks.load.LoadResult;
import java.util.List;

/**
 * All figures of one run.
 *
 * @param durability PostgreSQL's settings
 * @param warmUp what requests cost while the server got warm, in order
 * @param trials the rates that were tried, in order
 * @param real what became of real submissions at the highest rate
 * @param cpuMillisEach CPU of the server process for each
 * @param databaseCpuMillisEach CPU of PostgreSQL for each
 * @param generatorCpuMillisEach CPU of this process for each: load generator and verification
 *     server
 * @param keysStoredEach rows that each left behind
 * @param rssMiB the largest resident memory of the server process meanwhile
 * @param emptyPost the floor: the server's own work
 * @param insert the floor: the database's work
 * @param loadAverage of the machine in the minute before the benchmark
 */
record SubmissionFigures(
    Durability durability,
    List<WarmUp.Window> warmUp,
    List<Trial> trials,
    LoadResult real,
    double cpuMillisEach,
    double databaseCpuMillisEach,
    double generatorCpuMillisEach,
    double keysStoredEach,
    double rssMiB,
    Part emptyPost,
    Part insert,
    double loadAverage) {

  /**
   * A rate that was tried.
   *
   * @param perSecond due in a second
   * @param failureRate 0 to 1
   * @param p50Millis of the answers
   * @param p99Millis of the answers
   */
  record Trial(double perSecond, double failureRate, double p50Millis, double p99Millis) {}

  /**
   * What the floor's parts allow together: both need the same cores, so their times add up.
   *
   * @return submissions a second
   */
  double floorPerSecond() {
    return 1 / (1 / emptyPost.perSecond() + 1 / insert.perSecond());
  }
}
