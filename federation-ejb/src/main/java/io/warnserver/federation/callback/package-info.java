/**
 * That the gateway calls this server when there are new batches: the registration with the gateway,
 * checked and renewed. What a call means is for the download.
 */
package io.warnserver.federation.callback;
