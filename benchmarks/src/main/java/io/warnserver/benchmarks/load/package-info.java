/**
 * What sends requests and what answers the server's own: connections, arrivals on a schedule, and a
 * verification server that costs next to nothing. Called by the benchmarks of submissions.
 */
package io.warnserver.benchmarks.load;
