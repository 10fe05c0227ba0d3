/**
 * Whether somebody at the wire can tell real requests from fakes. Called by {@code
 * -Dbench=indistinguishability}.
 */
package io.warnserver.benchmarks.alike;
