package io.warnserver.benchmarks.submission;

/**
 * A part of the floor.
 *
 * @param perSecond how often it can be done, alone on this machine
 * @param cpuMillisEach CPU of the process that does it: the server, or this one for the insert
 * @param databaseCpuMillisEach CPU of PostgreSQL; NaN where it has nothing to do
 */
record Part(double perSecond, double cpuMillisEach, double databaseCpuMillisEach) {}
