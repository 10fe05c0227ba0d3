package io.warnserver.benchmarks.federation;

/**
 * What one run has done and cost. A figure that this machine does not give is NaN.
 *
 * @param batches downloaded or uploaded
 * @param keys stored or uploaded
 * @param wallSeconds from the operator's request to the answer
 * @param cpuSeconds of the application server's process meanwhile, in user and kernel mode
 * @param databaseCpuSeconds of PostgreSQL's processes meanwhile
 * @param gatewayCpuSeconds of the benchmark's process meanwhile, in which the gateway runs
 * @param peakHeapMiB the peaks of the heap's parts added up: at least the peak of the heap
 * @param peakRssMiB the largest resident memory of the process
 * @param loadAverage of the machine in the minute before
 */
record Cost(
    long batches,
    long keys,
    double wallSeconds,
    double cpuSeconds,
    double databaseCpuSeconds,
    double gatewayCpuSeconds,
    double peakHeapMiB,
    double peakRssMiB,
    double loadAverage) {}
