/**
 * Keys on their way from the gateway: which batch comes next, what becomes of each, and what is
 * known of all of them. Timer, callback and operator start it.
 */
package io.warnserver.federation.download;
