/**
 * How well two samples can be told apart. Pure arithmetic; called by the benchmark of
 * indistinguishability.
 */
package io.warnserver.benchmarks.statistics;
