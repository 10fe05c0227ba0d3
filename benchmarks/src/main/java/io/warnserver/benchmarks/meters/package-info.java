/**
 * What is read of processes and of the command line, and how figures are told. Called by every
 * benchmark.
 */
package io.warnserver.benchmarks.meters;
