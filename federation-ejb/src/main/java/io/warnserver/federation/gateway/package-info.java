/**
 * The federation gateway as the use cases see it, its answers as types that cannot be mistaken, and
 * the adapter that speaks its wire protocol. Uploads, downloads and the registration of the
 * callback use it; it knows no database.
 */
package io.warnserver.federation.gateway;
