/**
 * The exchange of keys with other countries through the federation gateway: when it happens, what
 * an operator can set, and what its parts share. The operator's edge and the callback's edge use
 * it.
 */
package io.warnserver.federation;
