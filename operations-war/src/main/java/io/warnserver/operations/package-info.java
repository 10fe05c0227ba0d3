/**
 * The operator's HTTP edge, for the administrative listener: starts a run, says how the last one
 * went, takes back what was published, says whether the server is ready, and moves the clock of
 * development mode. Each method says which role may call it, and is for nobody where it does not.
 * It translates and does nothing itself.
 */
package io.warnserver.operations;
