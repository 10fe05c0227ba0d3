/**
 * What measures: starts the application with everything around it, gives it a known load and says
 * what it cost. Called by the build's profile {@code bench} only.
 */
package io.warnserver.benchmarks;
