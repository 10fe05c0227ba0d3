/**
 * The certificates and keys of the exchange with other countries: where they are, why one is
 * refused, and when each expires. Read from files that the container gives, never from the
 * application archive.
 */
package io.warnserver.federation.certificates;
