/**
 * What both stand-ins for other systems listen with. Used by the gateway's and the servers' code.
 */
package io.warnserver.local.http;
