/**
 * The federation gateway as the use cases see it, its answers as types that cannot be mistaken, and
 * the adapter that speaks its wire protocol. Uploads and downloads use it; it knows no database.
 * That it calls this server when there are new batches is registered with it, checked and renewed;
 * what a call means is for the download.
 */
package io.warnserver.federation.gateway;
