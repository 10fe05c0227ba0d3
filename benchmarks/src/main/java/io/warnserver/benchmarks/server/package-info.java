/**
 * The server that is measured, with what is around it. Called by the benchmarks of submissions; the
 * seam for another application server is {@link io.warnserver.benchmarks.server.TestedServer}.
 */
package io.warnserver.benchmarks.server;
