/**
 * The HTTP edge that the federation gateway calls, for the internal listener: looks at the client
 * certificate and the parameters, and records a hint. It translates and does nothing itself.
 */
package io.warnserver.callback;
