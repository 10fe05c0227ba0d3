/**
 * To and from the federation gateway. So far only the queue of keys that wait to be offered to it
 * is kept within retention; nothing is sent or fetched yet.
 */
package io.warnserver.federation;
