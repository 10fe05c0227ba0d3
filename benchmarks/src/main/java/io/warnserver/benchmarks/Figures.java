package io.warnserver.benchmarks;

/**
 * What one run has cost, and what it has done. A figure that this machine does not give is NaN.
 *
 * @param wallSeconds from the operator's request to the answer
 * @param cpuSeconds of the application server's process meanwhile, in user and kernel mode
 * @param databaseCpuSeconds of PostgreSQL's processes meanwhile
 * @param storeCpuSeconds of the object store's process meanwhile
 * @param peakHeapMiB the peaks of the heap's parts added up: at least the peak of the heap
 * @param peakRssMiB the largest resident memory of the process
 * @param objects put
 * @param bytes in these objects
 * @param storeRequests all requests to the object store
 * @param packages published
 * @param keys in these packages
 * @param loadAverage of the machine in the minute before
 */
record Figures(
    double wallSeconds,
    double cpuSeconds,
    double databaseCpuSeconds,
    double storeCpuSeconds,
    double peakHeapMiB,
    double peakRssMiB,
    long objects,
    long bytes,
    long storeRequests,
    long packages,
    long keys,
    double loadAverage) {

  /** Of the application server and PostgreSQL together. */
  double totalCpuSeconds() {
    return cpuSeconds + databaseCpuSeconds;
  }

  /** Total CPU seconds for a million keys in packages; NaN where none were published. */
  double totalCpuSecondsPerMillion() {
    return keys == 0 ? Double.NaN : totalCpuSeconds() * 1_000_000 / keys;
  }
}
